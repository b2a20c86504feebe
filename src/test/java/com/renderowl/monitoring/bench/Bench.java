package com.renderowl.monitoring.bench;

import com.renderowl.monitoring.cli.bench.BenchOptions;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Main class of the benchmarks; {@code ./monitoring bench} starts it. */
public final class Bench {

    private static final double PREVIEW_SECONDS = 2.0;
    private static final double FIRST_OUTPUT_SECONDS = 1.0;
    private static final double PYTHON_TIMES_AIM = 1.0;
    private static final int MANY = 50;
    private static final double MANY_TIMES_AIM = 1.5;

    private static final String PYTHON_TITLE = "Python program, Automation API";

    private final Path project = Tools.projectRoot();
    private final Path resources = project.resolve("src/test/resources/bench");
    private final BenchOptions options;

    private Bench(BenchOptions options) {
        this.options = options;
    }

    /** Measures, prints what came out, and ends with 0; with 1 when something failed that was to be timed. */
    public static void main(String[] arguments) {
        int exitCode = 0;
        try {
            new Bench(BenchOptions.of(List.of(arguments))).run();
        } catch (BenchFailure | AssertionError failure) {
            System.err.println("monitoring: " + failure.getMessage());
            exitCode = 1;
        }
        System.exit(exitCode);
    }

    private void run() {
        Machine machine = Machine.now();
        Optional<String> withoutPython = options.withPython() ? installLibraries() : Optional.of("--skip-python");
        say("Starting two control planes ...");
        try (TemporaryDirectory directory = TemporaryDirectory.create("bench");
                ControlPlane cluster = ControlPlane.start();
                ControlPlane largerCluster = ControlPlane.start()) {
            ProjectCopy copy = ProjectCopy.of(project, directory.path().resolve("staging"), cluster);
            copy.commit();
            deploy("staging", copy);
            ProjectCopy larger = ProjectCopy.of(project, directory.path().resolve("larger"), largerCluster);
            multiplyApplications(larger);
            larger.commit();
            deploy("staging with " + MANY + " times the applications", larger);
            measure(machine, directory.path(), copy, larger, withoutPython);
        }
    }

    private PythonLibraries libraries() {
        return new PythonLibraries(
                project.resolve(".monitoring/bench-python"), resources.resolve("requirements.txt"), System.getenv());
    }

    private Optional<String> installLibraries() {
        say("Looking for Python and its libraries ...");
        return libraries().install();
    }

    private static void multiplyApplications(ProjectCopy copy) {
        try {
            Path file = copy.stackFile();
            LargerStack stack = new LargerStack(copy.name(), ProjectCopy.STACK);
            Files.writeString(file, stack.multiply(Files.readString(file), MANY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void deploy(String what, ProjectCopy copy) {
        say("Deploying " + what + " ...");
        copy.monitoring("up", ProjectCopy.STACK, "--yes").requireSuccess();
    }

    private void measure(
            Machine machine, Path directory, ProjectCopy copy, ProjectCopy larger, Optional<String> withoutPython) {
        Path log = directory.resolve("classes.log");
        List<Phases> phases = new ArrayList<>();
        List<Phases> pythonPhases = new ArrayList<>();
        Session session = copy.session();
        StackState state = StackState.export(session);
        HostedPreview hostedPreview = HostedPreview.prepare(copy, directory.resolve("hosted"));

        Candidate preview = new Candidate(() -> preview(copy));
        Candidate largerPreview = new Candidate(() -> preview(larger));
        Candidate hosted = new Candidate(hostedPreview::run);
        Candidate help = new Candidate(() -> copy.monitoring("help"));
        Candidate traced = new Candidate(
                () -> copy.monitoring(
                        ClassLoadLog.environment(log), "preview", ProjectCopy.STACK, "--expect-no-changes"),
                run -> phases.add(ClassLoadLog.read(log, run)));
        List<Candidate> candidates = new ArrayList<>(List.of(preview, largerPreview, hosted, help, traced));
        Optional<Candidate> python = Optional.empty();
        if (withoutPython.isEmpty()) {
            PythonPreview program = PythonPreview.prepare(
                    libraries().python(), resources.resolve("preview.py"), copy, state, directory.resolve("python"));
            python = Optional.of(new Candidate(program::run, run -> pythonPhases.add(program.phases(run))));
            candidates.add(python.get());
        }

        Candidate.runInTurn(
                candidates,
                options.runs(),
                round -> say(round == 0 ? "Warming up ..." : "Round " + round + " of " + options.runs() + " ..."));

        Report report = new Report();
        report.add("./monitoring preview, no change", preview.times(), PREVIEW_SECONDS);
        report.add("  until its first line of output", preview.firstOutputs(), FIRST_OUTPUT_SECONDS);
        report.add(
                "./monitoring preview, " + MANY + " times the targets",
                largerPreview.times(),
                preview.times(),
                MANY_TIMES_AIM);
        report.add("pulumi preview, Java host with the jar", hosted.times());
        python.ifPresentOrElse(
                candidate -> {
                    report.add(PYTHON_TITLE, candidate.times());
                    report.add("./monitoring preview, beside it", preview.times(), candidate.times(), PYTHON_TIMES_AIM);
                },
                () -> report.addSkipped(PYTHON_TITLE, withoutPython.orElseThrow()));
        report.add("./monitoring help", help.times());
        report.addPhases(phases, pythonPhases);
        print(machine, copy.engineVersion(), state.resources(), report);
    }

    private static TimedRun preview(ProjectCopy copy) {
        return copy.monitoring("preview", ProjectCopy.STACK, "--expect-no-changes");
    }

    private void print(Machine machine, String engineVersion, int count, Report report) {
        System.out.println();
        System.out.println(machine.description());
        System.out.printf(
                "Pulumi %s, staging with %d resources, control plane on loopback; %d runs each, in turn, after one to warm up%n",
                engineVersion, count, options.runs());
        System.out.printf("load before the start: %.1f%n", machine.load());
        if (machine.isBusy()) {
            System.out.println("The machine had other work: the times are longer than on a quiet one.");
        }
        System.out.println();
        report.lines().forEach(System.out::println);
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
