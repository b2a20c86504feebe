package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * {@code ./monitoring} of a user without logins: the whole command as a process of its own, with the engine and the plugins
 * that it starts. It runs from a jar of this build, in a private copy of the project with the stacks' files, with a
 * home, state and passphrase of its own; nothing is shared but the programs of {@code tools/bin}.
 *
 * <pre>{@code
 * try (MonitoringCli cli = MonitoringCli.create().on(cluster)) {
 *     cli.run("up").requireOutput();
 *     cli.configure("staging", "config: {...}");
 *     MonitoringCli.Running running = cli.start("up");
 *     running.await("a Deployment is made", () -> running.output().contains("prometheus-deployment creating"));
 *     running.kill(MonitoringCli.Victim.EVERYTHING);
 * }
 * }</pre>
 *
 * <p>The start script is left out, as it would build the jar again: {@code cli/StartScriptTest} and {@code cli/FreshCloneTest} are
 * about it.
 */
public final class MonitoringCli implements AutoCloseable {

    /** The programs that it needs in {@code tools/bin} for a stack in a cluster, for {@link RequiresTools}. */
    public static final List<String> PROGRAMS = List.of("pulumi", "pulumi-resource-kubernetes", "kubectl");

    private static final Duration DEADLINE = Duration.ofMinutes(15);
    private static final Duration UNNOTICED = Duration.ofSeconds(30);

    private final TemporaryDirectory directory = TemporaryDirectory.create("cli");
    private final ProcessScan scan = ProcessScan.create();
    private final Map<String, String> environment = new HashMap<>();
    private int runs;

    private MonitoringCli() throws IOException {
        Path original = Tools.projectRoot();
        Files.createDirectory(folder());
        try (Stream<Path> files = Files.list(original)) {
            for (Path file : files.filter(MonitoringCli::isProjectFile).toList()) {
                Files.copy(file, folder().resolve(file.getFileName()));
            }
        }
        Files.createSymbolicLink(folder().resolve("tools"), original.resolve("tools"));
        Files.createDirectory(directory.path().resolve("home"));
        Path programs = Files.createDirectory(directory.path().resolve("programs"));
        environment.put("HOME", directory.path().resolve("home").toString());
        environment.put("PATH", programs + ":" + javaHome().resolve("bin") + ":/usr/local/bin:/usr/bin:/bin");
        // Whatever a test forgets to say, it must not reach an engine of the user's; their clusters are in their home.
        environment.put(
                "DOCKER_HOST", "unix://" + directory.path().resolve("no-engine").toString());
    }

    /** Whom a crash hits. */
    public enum Victim {
        /** The command, the engine and the plugins at once: a lost machine. */
        EVERYTHING,
        /** The command alone: the engine loses the program that it runs. */
        COMMAND,
        /** The engine alone: {@code pulumi}. */
        ENGINE,
        /** The plugins alone: the engine loses the way to the cluster. */
        PLUGINS
    }

    /** A fresh copy of the project, without cluster and without Docker. */
    public static MonitoringCli create() {
        Tools.require("pulumi");
        try {
            return new MonitoringCli();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isProjectFile(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("Pulumi") && name.endsWith(".yaml");
    }

    private static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Makes a cluster the one of its kubeconfig. */
    public MonitoringCli on(Cluster cluster) {
        return on(cluster.kubeconfig());
    }

    /** Gives it a kubeconfig. */
    public MonitoringCli on(Path kubeconfig) {
        PROGRAMS.forEach(Tools::require);
        link("kubectl");
        return environment("KUBECONFIG", kubeconfig.toString());
    }

    /** Makes an engine the one that containers go to. */
    public MonitoringCli on(DockerEngine engine) {
        Tools.require("pulumi-resource-docker");
        return environment("DOCKER_HOST", engine.host());
    }

    /** Puts a program on its PATH. Not all of the tools: the engine would take a plugin that it finds there, and say so. */
    private void link(String program) {
        try {
            Path link = directory.path().resolve("programs").resolve(program);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, Tools.require(program));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a variable for all further runs. */
    public MonitoringCli environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Replaces the committed file of a stack, {@code Pulumi.STACK.yaml}. */
    public MonitoringCli configure(String stack, String yaml) {
        try {
            Files.writeString(file("Pulumi." + stack + ".yaml"), yaml);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Everything that it has on disk: {@code project}, {@code home}, {@code tmp} for temporary files, and for each run a
     * folder {@code run-N} with its {@code input}, {@code output} and {@code errors}.
     */
    public Path directory() {
        return directory.path();
    }

    /** The copy's folder. */
    public Path folder() {
        return directory.path().resolve("project");
    }

    /** A file or folder of the copy; {@code .monitoring} holds state, passphrase and private configuration. */
    public Path file(String name) {
        return folder().resolve(name);
    }

    /** The processes that run now, also those that a killed command has left behind. */
    public ProcessScan processes() {
        return scan;
    }

    /** Runs a command to its end, with nothing to read and no terminal. */
    public CommandOutcome run(String... arguments) {
        return start("", arguments).await();
    }

    /** Runs a command to its end with a text on standard input, as {@code config set --secret} wants its value. */
    public CommandOutcome runWithInput(String input, String... arguments) {
        return start(input, arguments).await();
    }

    /** Types the value of a stack's secret. */
    public CommandOutcome secret(String stack, String name, String value) {
        return runWithInput(value, "config", "set", "--secret", "--path", "secrets." + name, "--stack", stack);
    }

    /** Starts a command in the background. */
    public Running start(String... arguments) {
        return start("", arguments);
    }

    private Running start(String input, String... arguments) {
        List<String> line = ProgramJar.commandLine(folder());
        line.addAll(List.of(arguments));
        try {
            Path streams = Files.createDirectory(directory.path().resolve("run-" + ++runs));
            Path given = Files.writeString(streams.resolve("input"), input);
            Command command = new Command(line, directory.path(), environment, scan.part());
            return new Running(
                    List.of(arguments),
                    command.start(given, streams.resolve("output"), streams.resolve("errors")),
                    command.scan(),
                    streams);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends what still runs and deletes everything; what it deployed stays. */
    @Override
    public void close() {
        scan.kill();
        directory.close();
    }

    /** A command that runs, or has run. */
    public static final class Running {

        private final List<String> arguments;
        private final Process process;
        private final ProcessScan scan;
        private final Path streams;
        private final long start = System.nanoTime();

        private Running(List<String> arguments, Process process, ProcessScan scan, Path streams) {
            this.arguments = arguments;
            this.process = process;
            this.scan = scan;
            this.streams = streams;
        }

        /** Whether the command itself runs. */
        public boolean alive() {
            return process.isAlive();
        }

        /** How long ago it was started. */
        public Duration age() {
            return Duration.ofNanos(System.nanoTime() - start);
        }

        /** What it has written to its standard output by now. */
        public String output() {
            return text("output");
        }

        /** What it has written to its standard error by now. */
        public String errors() {
            return text("errors");
        }

        /**
         * Waits until a condition holds.
         *
         * @throws AssertionError when time is up, or the command has ended before
         */
        public void await(String what, BooleanSupplier condition) {
            Wait.until(
                    what,
                    DEADLINE,
                    () -> {
                        if (!alive()) {
                            throw new ManagedProcess.EndedError("%s ended with exit code %d before: %s%n%s%s"
                                    .formatted(arguments, process.exitValue(), what, errors(), output()));
                        }
                        return condition.getAsBoolean();
                    },
                    () -> "\n" + errors() + output());
        }

        /** Waits for its end, at most 15 minutes; what it has left behind runs on. */
        public CommandOutcome await() {
            try {
                Wait.until(arguments + " ends", DEADLINE, () -> !process.isAlive(), () -> "\n" + errors() + output());
                return outcome();
            } catch (AssertionError late) {
                scan.kill();
                throw late;
            }
        }

        /**
         * Kills part of it (-9), and returns when the victims are dead. The others are left to themselves: what remains of a
         * command ends by itself, or is found by {@link MonitoringCli#processes()}.
         *
         * @return whether anything was hit: an engine or a plugin may not run yet, or no more
         */
        public boolean kill(Victim victim) {
            List<ProcessHandle> victims = scan.running().stream()
                    .filter(running -> isHit(running, victim))
                    .toList();
            // A plugin that sees its engine go ends by itself, so all must be hit before any of them can look around.
            victims.forEach(ProcessHandle::destroyForcibly);
            Wait.until("the victims are dead", UNNOTICED, () -> victims.stream().noneMatch(ProcessHandle::isAlive));
            if (victim == Victim.EVERYTHING) {
                scan.kill();
            }
            return !victims.isEmpty();
        }

        /** Kills what is left of it, and returns when nothing is. */
        public void killTheRest() {
            scan.kill();
        }

        /** Deletes what it has read and written. */
        public void forget() {
            for (String stream : List.of("input", "output", "errors")) {
                try {
                    Files.delete(streams.resolve(stream));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        private boolean isHit(ProcessHandle running, Victim victim) {
            String program = running.info()
                    .command()
                    .map(command -> Path.of(command).getFileName().toString())
                    .orElse("");
            return switch (victim) {
                case EVERYTHING -> true;
                case COMMAND -> running.pid() == process.pid();
                case ENGINE -> program.equals("pulumi");
                case PLUGINS -> program.startsWith("pulumi-resource-");
            };
        }

        private CommandOutcome outcome() {
            List<String> line =
                    Stream.concat(Stream.of("./monitoring"), arguments.stream()).toList();
            return new CommandOutcome(line, process.exitValue(), output(), errors());
        }

        private String text(String stream) {
            try {
                // A line may be half written, so bytes that are no text must not fail.
                return new String(Files.readAllBytes(streams.resolve(stream)), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
