package com.renderowl.monitoring.cli.session;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.engine.PulumiProgram.Result;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.Console;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Clears up what an interrupted run has left behind, before the next one that changes the stack. */
public final class Recovery {

    private static final Path LINUX_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private final Session session;
    private final Path privateFolder;
    private final Console console;

    /**
     * @param session about the stack
     * @param privateFolder for files that nobody else may read
     * @param console is told what is done
     */
    public Recovery(Session session, Path privateFolder, Console console) {
        this.session = session;
        this.privateFolder = privateFolder;
        this.console = console;
    }

    /**
     * Breaks a lock whose holder is gone, and settles operations that were cut off.
     *
     * @return options that the next operation needs
     * @throws CommandFailure when somebody else is working on the stack
     */
    public List<String> prepare() {
        session.state().ifPresent(this::breakStaleLocks);
        boolean isInterrupted = session.state().isPresent()
                ? session.state().get().hasPendingOperations()
                : true; // nobody knows without asking: the export below tells
        return isInterrupted && settleOperations() ? List.of("--refresh") : List.of();
    }

    private void breakStaleLocks(StateFolder state) {
        for (Path file : state.lockFiles()) {
            try {
                StackLock lock = StackLock.parse(Files.readString(file)).orElse(null);
                if (lock != null && lock.isStale(hostName(), StackLock::startOf)) {
                    Files.deleteIfExists(file);
                    console.say("The last run was killed and left its lock, held by " + lock.holder()
                            + ", which is gone: the lock is removed.");
                } else {
                    String holder = lock == null ? "somebody unknown" : lock.holder();
                    throw new CommandFailure(
                            ExitCode.FAILED,
                            "The stack " + session.stack() + " is locked by " + holder
                                    + ": wait until that run has ended." + " If it is dead, delete " + file + ".");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private boolean settleOperations() {
        Result exported = session.pulumi().run(List.of("stack", "export", "--stack", session.stack()));
        if (exported.exitCode() != 0) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "The state of " + session.stack() + " cannot be read: "
                            + exported.errors().strip());
        }
        JsonObject export = JsonParser.parseString(exported.output()).getAsJsonObject();
        InterruptedOperations operations = InterruptedOperations.clear(export);
        if (operations.adopted().isEmpty() && operations.dropped().isEmpty()) {
            return false;
        }
        write(export);
        console.say("The last run was cut off in the middle of "
                + (operations.adopted().size() + operations.dropped().size())
                + " operations. What became of them is looked up in the cluster first (--refresh):");
        operations.adopted().forEach(urn -> console.say("  may have been created: " + shortName(urn)));
        operations.dropped().forEach(urn -> console.say("  may have been changed: " + shortName(urn)));
        return true;
    }

    private void write(JsonObject export) {
        Path folder = PrivateFiles.createTemporaryFolder(privateFolder, "recovery");
        try {
            Path file = folder.resolve("state.json");
            PrivateFiles.write(file, export.toString());
            Result imported = session.pulumi()
                    .run(List.of("stack", "import", "--stack", session.stack(), "--file", file.toString()));
            if (imported.exitCode() != 0) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "The interrupted operations of " + session.stack() + " cannot be settled: "
                                + imported.errors().strip());
            }
        } finally {
            PrivateFiles.deleteFolder(folder);
        }
    }

    private static String shortName(String urn) {
        return urn.substring(urn.lastIndexOf("$") + 1).replace("::", " ");
    }

    /** The engine's name of this host, which is the kernel's; Java only offers what the network calls it. */
    private static String hostName() throws IOException {
        if (Files.exists(LINUX_HOST_NAME)) {
            return Files.readString(LINUX_HOST_NAME).strip();
        }
        Process process = new ProcessBuilder("hostname").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
