package com.renderowl.monitoring.cli.bench;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Interruption;
import com.renderowl.monitoring.cli.support.Project;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts the bench. It is part of the tests, as it uses their control plane: so Maven compiles those and says where their
 * libraries are. Then Maven has ended, and the bench runs as a small process that hardly disturbs what it measures.
 */
public final class BenchLauncher {

    /** In the sources of the tests, which this program cannot refer to. */
    static final String MAIN_CLASS = "com.renderowl.monitoring.bench.Bench";

    /** The same for what series and samples cost. */
    static final String CAPACITY_CLASS = "com.renderowl.monitoring.bench.capacity.CapacityBench";

    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Project project;
    private final Path target;

    /**
     * A launcher for a project.
     *
     * @param project what is measured
     */
    public BenchLauncher(Project project) {
        this.project = project;
        this.target = project.folder().resolve("target");
    }

    /**
     * Compiles the bench and runs it to its end, with this process's output.
     *
     * @return its exit code: 0, or 1 when something that was to be timed failed
     * @throws CommandFailure when Maven is missing, or the bench cannot be compiled
     */
    public int run(BenchOptions options) {
        return run(MAIN_CLASS, options.arguments());
    }

    /**
     * The same for what series and samples cost a Prometheus.
     *
     * @return its exit code
     * @throws CommandFailure when Maven is missing, or the bench cannot be compiled
     */
    public int run(CapacityBenchOptions options) {
        return run(CAPACITY_CLASS, options.arguments());
    }

    private int run(String mainClass, List<String> arguments) {
        Path libraries = target.resolve("bench.classpath");
        Path log = target.resolve("bench.log");
        ProcessBuilder maven =
                process(compilation(libraries)).redirectErrorStream(true).redirectOutput(log.toFile());
        if (run(maven) != 0) {
            throw new CommandFailure(ExitCode.FAILED, "The bench could not be compiled: " + log + " says why.");
        }
        try {
            return run(process(bench(Files.readString(libraries).strip(), mainClass, arguments))
                    .inheritIO());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> compilation(Path libraries) {
        return List.of(
                "mvn",
                "-q",
                "-B",
                "-ntp",
                "-Dstyle.color=never",
                "test-compile",
                "dependency:build-classpath",
                "-Dmdep.includeScope=test",
                "-Dmdep.outputFile=" + libraries);
    }

    List<String> bench(String libraries, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL);
        command.add("-cp");
        command.add(String.join(
                File.pathSeparator,
                target.resolve("test-classes").toString(),
                target.resolve("classes").toString(),
                libraries));
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    private ProcessBuilder process(List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(project.folder().toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    private static int run(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            Interruption.attach(process);
            try {
                return process.waitFor();
            } finally {
                Interruption.detach(process);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.MISSING,
                    "The bench needs " + builder.command().get(0)
                            + ", which cannot be run: install it and put it on the PATH (" + e.getMessage() + ").");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the bench ran", e);
        }
    }
}
