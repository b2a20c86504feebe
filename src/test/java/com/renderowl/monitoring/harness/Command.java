package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program with its arguments, ready to run.
 *
 * <p>It gets a small environment instead of the user's: the PATH with this JVM's {@code java} first, the working
 * directory as HOME, a directory in it for temporary files, and what is given here.
 *
 * @param line the program and its arguments
 * @param directory the working directory
 * @param environment further variables
 * @param scan finds the process again
 */
public record Command(List<String> line, Path directory, Map<String, String> environment, ProcessScan scan) {

    private static final Duration DEADLINE = Duration.ofMinutes(10);

    public Command {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    /** A program to run in a directory. */
    public static Command in(Path directory, Path program, String... arguments) {
        List<String> line = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList();
        return new Command(line, directory, Map.of(), ProcessScan.create());
    }

    /** The same with more environment; it wins over what was there. */
    public Command with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new Command(line, directory, all, scan);
    }

    /** The same with more arguments. */
    public Command andArguments(List<String> more) {
        List<String> all = Stream.concat(line.stream(), more.stream()).toList();
        return new Command(all, directory, environment, scan);
    }

    /** The same as a part of what {@code whole} finds. */
    public Command partOf(ProcessScan whole) {
        return new Command(line, directory, environment, whole.part());
    }

    /** Runs it to its end, at most ten minutes, with nothing on standard input. */
    public CommandOutcome run() {
        return run("");
    }

    /** Runs it to its end, at most ten minutes, with a text on standard input. */
    public CommandOutcome run(String input) {
        try (TemporaryDirectory streams = TemporaryDirectory.create("command")) {
            // Files and not pipes: a plugin that outlives the program would hold a pipe open, and its reader for ever.
            Path output = streams.path().resolve("output");
            Path errors = streams.path().resolve("errors");
            Path given = Files.writeString(streams.path().resolve("input"), input);
            Process process = start(given, output, errors);
            if (!waitFor(process)) {
                scan.kill();
                throw new AssertionError("%s did not end within %d s:%n%s%s"
                        .formatted(line, DEADLINE.toSeconds(), Files.readString(output), Files.readString(errors)));
            }
            return new CommandOutcome(line, process.exitValue(), Files.readString(output), Files.readString(errors));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the process with its streams in files; both may be the same file. */
    Process start(Path input, Path output, Path errors) throws IOException {
        return start(ProcessBuilder.Redirect.from(input.toFile()), output, errors);
    }

    /** Starts the process with an input that says nothing and ends with this JVM, even if that is killed. */
    Process startWithLifeline(Path log) throws IOException {
        return start(ProcessBuilder.Redirect.PIPE, log, log);
    }

    private Process start(ProcessBuilder.Redirect input, Path output, Path errors) throws IOException {
        ExitActions.requireNotEnding();
        ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
        Path temporary = directory.resolve("tmp");
        if (!Files.isDirectory(temporary)) {
            Files.createDirectory(temporary);
        }
        Path java = Path.of(System.getProperty("java.home"));
        Map<String, String> variables = builder.environment();
        String path = variables.getOrDefault("PATH", "/usr/bin:/bin");
        variables.clear();
        variables.put("PATH", java.resolve("bin") + ":" + path);
        variables.put("JAVA_HOME", java.toString());
        variables.put("HOME", directory.toString());
        variables.put("TMPDIR", temporary.toString());
        variables.putAll(environment);
        variables.putAll(scan.environment());
        builder.redirectInput(input).redirectOutput(output.toFile());
        if (errors.equals(output)) {
            builder.redirectErrorStream(true);
        } else {
            builder.redirectError(errors.toFile());
        }
        Process process = builder.start();
        scan.remember(process.toHandle());
        return process;
    }

    private boolean waitFor(Process process) {
        try {
            return process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            scan.kill();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + line, e);
        }
    }
}
