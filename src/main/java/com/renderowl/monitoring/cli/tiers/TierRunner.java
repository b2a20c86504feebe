package com.renderowl.monitoring.cli.tiers;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Interruption;
import com.renderowl.monitoring.cli.support.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs tests by Maven: once to compile and check everything, then once for each tier, so that each has reports of its
 * own. Maven works on {@code target/classes} and {@code target/test-classes}; the jar that this process runs from is
 * left alone.
 */
public final class TierRunner {

    private final Project project;

    /**
     * A runner for a project.
     *
     * @param project whose tests are run
     */
    public TierRunner(Project project) {
        this.project = project;
    }

    /**
     * Compiles the program and its tests, and runs the checks of the code itself: format, Error Prone, NullAway.
     *
     * @throws CommandFailure when there is anything to correct; Maven has said what by then
     */
    public void compile() {
        if (maven("", "-q", "-Pchecks", "test-compile") != 0) {
            throw new CommandFailure(ExitCode.FAILED, "The code does not pass its checks (see above).");
        }
    }

    /**
     * Runs the tests of a tier, which must be compiled.
     *
     * @param hasNeighbour whether another tier runs at the same time: then each line says which one it is of
     */
    public TierResult run(Tier tier, boolean hasNeighbour) {
        Path reports =
                project.folder().resolve("target").resolve("surefire-reports").resolve(tier.id());
        StaleReports.delete(reports);
        StaleReports.delete(tables(tier));
        int status = maven(
                hasNeighbour ? tier.id() : "", "surefire:test", "-Dtiers=" + tier.tags(), "-DtierReports=" + tier.id());
        TierResult result = Reports.read(tier, reports, tables(tier));
        if (status != 0 && result.failed() == 0) {
            throw new CommandFailure(
                    ExitCode.FAILED, "Maven could not run the tests of the tier " + tier.id() + " (see above).");
        }
        return result;
    }

    /** Where the tests of a tier leave what they have seen, if it is more than passed and failed. */
    private Path tables(Tier tier) {
        return project.folder().resolve("target").resolve(tier.id() + "-report.txt");
    }

    /** Runs Maven; its lines begin with {@code name}, if there is one. */
    private int maven(String name, String... arguments) {
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-Dstyle.color=never"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(project.folder().toFile());
        // Maven runs on the JDK that this process runs on, so that the tests do.
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (name.isEmpty()) {
            builder.inheritIO();
        } else {
            builder.redirectErrorStream(true);
        }
        try {
            Process process = builder.start();
            Interruption.attach(process);
            try {
                if (!name.isEmpty()) {
                    process.inputReader().lines().forEach(line -> System.out.printf("%-8s %s%n", name, line));
                }
                return process.waitFor();
            } finally {
                Interruption.detach(process);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run mvn: is Maven installed and on the PATH?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while tests ran", e);
        }
    }
}
