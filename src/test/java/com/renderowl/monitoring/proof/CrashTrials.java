package com.renderowl.monitoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.session.StateFolder;
import com.renderowl.monitoring.harness.Cluster;
import com.renderowl.monitoring.harness.MonitoringCli;
import com.renderowl.monitoring.harness.MonitoringCli.Running;
import com.renderowl.monitoring.harness.MonitoringCli.Victim;
import com.renderowl.monitoring.harness.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Kills {@code ./monitoring} at random moments of an {@code up}, an edit and a {@code destroy}, in turn, and demands that
 * the same command, given again, comes to the end that it would have come to.
 *
 * <p>A moment is a number of steps that the engine has reported, and a fraction of a second after that; or, for what
 * comes before the first step, a time after the start. Both are drawn from a seed, which is printed: what happens just
 * then still depends on the machine.
 */
public final class CrashTrials {

    /** What is cut off. */
    public enum Course {
        /** The first deployment of a stack. */
        UP(60),
        /** An update in place of a deployed stack. */
        EDIT(8),
        /** The deletion of a deployed stack. */
        DESTROY(60);

        private final int mostSteps;

        Course(int mostSteps) {
            this.mostSteps = mostSteps;
        }
    }

    private static final Pattern STEP = Pattern.compile("(?m)(creat|updat|delet)(ing|ed) \\(");
    private static final Duration DEADLINE = Duration.ofMinutes(10);
    private static final Duration ENDING = Duration.ofMinutes(3);
    private static final int EARLY_MILLISECONDS = 5_000;
    private static final int LATER_MILLISECONDS = 300;
    private static final double EARLY = 0.2;

    private final MonitoringCli cli;
    private final String stack;
    private final Cluster cluster;
    private final List<String> configurations;
    private final long seed;
    private final Random random;
    private final List<String> report = new ArrayList<>();
    private int edits;

    /**
     * @param cli with the cluster that the stack goes to; nothing of the stack is deployed there yet
     * @param stack its name
     * @param cluster to look what is really there
     * @param configurations two texts of the stack's file, whose difference changes several objects in place
     * @param seed draws the moments and the victims
     */
    public CrashTrials(MonitoringCli cli, String stack, Cluster cluster, List<String> configurations, long seed) {
        this.cli = cli;
        this.stack = stack;
        this.cluster = cluster;
        this.configurations = List.copyOf(configurations);
        this.seed = seed;
        this.random = new Random(seed);
    }

    /**
     * Runs trials; nothing of the stack is deployed after a multiple of three.
     *
     * @return a line for each, with what was killed and when
     * @throws AssertionError at the first one that does not converge, with the seed
     */
    public List<String> run(int count) {
        report.add("seed %d: number, course, victim, moment, seconds until converged".formatted(seed));
        cli.configure(stack, configurations.get(0));
        for (int number = 0; number < count; number++) {
            Course course = Course.values()[number % Course.values().length];
            try {
                trial(number, course);
            } catch (AssertionError e) {
                throw new AssertionError("Trial " + number + " does not converge:\n" + String.join("\n", report), e);
            }
        }
        return report;
    }

    private void trial(int number, Course course) {
        StackObjects before = StackObjects.in(cluster, stack);
        if (course == Course.EDIT) {
            cli.configure(stack, configurations.get(++edits % configurations.size()));
        }
        String moment = interrupt(course);
        report.add("%3d %-8s %s".formatted(number, course.name().toLowerCase(Locale.ROOT), moment));
        long start = System.nanoTime();
        switch (course) {
            case UP -> deployed();
            case EDIT -> {
                deployed();
                assertThat(StackObjects.in(cluster, stack).identitiesOfWhatHoldsData())
                        .isNotEmpty()
                        .isEqualTo(before.identitiesOfWhatHoldsData());
            }
            case DESTROY -> destroyed();
        }
        String last =
                report.remove(report.size() - 1) + ", converged in %.1f s".formatted((System.nanoTime() - start) / 1e9);
        report.add(last);
        System.out.println(last);
    }

    /** Starts the command and kills it, or part of it. */
    private String interrupt(Course course) {
        Victim victim = victim();
        boolean isEarly = random.nextDouble() < EARLY;
        int steps = isEarly ? 0 : 1 + random.nextInt(course.mostSteps);
        int later = random.nextInt(isEarly ? EARLY_MILLISECONDS : LATER_MILLISECONDS);
        Running running = course == Course.DESTROY ? cli.start("destroy", stack, "--yes") : cli.start("up", stack);
        Wait.until(steps + " steps of " + course, DEADLINE, () -> !running.alive() || steps(running) >= steps);
        Duration end = running.age().plusMillis(later);
        Wait.until(
                "the moment", DEADLINE, () -> !running.alive() || running.age().compareTo(end) >= 0);
        boolean wasOver = !running.alive();
        boolean isHit = running.kill(victim) || running.kill(Victim.EVERYTHING);
        if (victim == Victim.COMMAND) {
            Wait.until("the engine ends without its program", ENDING, () -> cli.processes().running().stream()
                    .noneMatch(process -> process.info().command().orElse("").endsWith("/pulumi")));
        }
        int exitCode = running.await().exitCode();
        running.killTheRest();
        return "%-10s %s, exit code %d%s"
                .formatted(
                        victim.name().toLowerCase(Locale.ROOT),
                        isEarly
                                ? "%d ms after the start".formatted(later)
                                : "%d ms after %d steps".formatted(later, steps),
                        exitCode,
                        wasOver || !isHit ? " (it was over)" : "");
    }

    private static int steps(Running running) {
        return (int) STEP.matcher(running.output()).results().count();
    }

    private Victim victim() {
        return switch (random.nextInt(8)) {
            case 0 -> Victim.COMMAND;
            case 1, 2 -> Victim.ENGINE;
            case 3 -> Victim.PLUGINS;
            default -> Victim.EVERYTHING;
        };
    }

    private void deployed() {
        cli.run("up", stack).requireOutput();
        cli.run("preview", stack, "--expect-no-changes").requireOutput();
        StackObjects there = StackObjects.in(cluster, stack);
        assertThat(there.keys())
                .isNotEmpty()
                .isEqualTo(StackObjects.inState(state()).keys());
        assertThatTheStateIsInOrder();
    }

    private void destroyed() {
        cli.run("destroy", stack, "--yes").requireOutput();
        assertThat(StackObjects.in(cluster, stack).keys()).isEmpty();
        assertThat(StackObjects.inState(state()).keys()).isEmpty();
        assertThatTheStateIsInOrder();
    }

    private void assertThatTheStateIsInOrder() {
        assertThat(state().hasPendingOperations()).isFalse();
        assertThat(state().lockFiles()).isEmpty();
    }

    private StateFolder state() {
        return new StateFolder(cli.file(".monitoring/state"), "renderowl-monitoring", stack);
    }
}
