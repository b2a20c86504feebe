package com.renderowl.monitoring.cli.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Another run, as a process of its own: it holds what a run holds, with a temporary folder, until its input ends. */
final class LivingRun {

    private LivingRun() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        RunLocks.hold(RecoveryLockTest.state(folder).runLock());
        PrivateFiles.createTemporaryFolder(folder, PrivateFiles.nameOfThisProcess("render"));
        Files.writeString(
                folder.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
        Files.createFile(folder.resolve("ready"));
        System.in.read();
    }
}
