package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.support.Interruption;
import java.io.IOException;

/** Runs a program as the command runs the engine, in a process of its own that gets signals. */
final class InterruptedEngine {

    private InterruptedEngine() {}

    public static void main(String[] engine) throws IOException, InterruptedException {
        Interruption.install(Boolean.getBoolean("monitoring.foreground"));
        Process process = new ProcessBuilder(engine).inheritIO().start();
        Interruption.attach(process);
        process.waitFor();
        Interruption.detach(process);
        Interruption.finished();
    }
}
