package com.renderowl.monitoring.bench;

import com.renderowl.monitoring.MonitoringProgram;
import com.renderowl.monitoring.bench.Phases.Phase;
import com.renderowl.monitoring.cli.MonitoringCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pulumirpc.Language.RunResponse;

/**
 * Reads from the JVM's own log when {@code ./monitoring} came how far: a class is loaded when it is needed first. So the
 * program that is measured needs no code for it, and hardly gets slower.
 */
final class ClassLoadLog {

    private static final Pattern LINE = Pattern.compile("\\[([\\d.]+)s]\\[(\\d+)ms] (\\S+) source: .*");

    /** The classes whose loading ends a part. */
    static final Map<Phase, String> ENDS = Map.of(
            Phase.START, MonitoringCommand.class.getName(),
            Phase.COMMAND, "java.lang.ProcessImpl",
            Phase.ENGINE, MonitoringProgram.class.getName(),
            Phase.DECLARATION, "com.renderowl.monitoring.StackOutputs",
            Phase.RESOURCES, RunResponse.Builder.class.getName());

    private ClassLoadLog() {}

    /**
     * What makes the JVM of a child process write the log. This variable is the only way to add an option behind those of
     * the command line, one of which turns logging off.
     */
    static Map<String, String> environment(Path file) {
        return Map.of("_JAVA_OPTIONS", "-Xlog:class+load:file=" + file + ":uptime,timemillis");
    }

    /**
     * The parts of a run that wrote a log.
     *
     * @throws BenchFailure if a class was not loaded
     */
    static Phases read(Path file, TimedRun run) {
        try {
            return phases(Files.readAllLines(file), run);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Phases phases(List<String> lines, TimedRun run) {
        Map<String, Double> loaded = new HashMap<>();
        double startOfJava = Double.NaN;
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                double moment = Double.parseDouble(matcher.group(2));
                if (Double.isNaN(startOfJava)) {
                    startOfJava = moment - 1_000 * Double.parseDouble(matcher.group(1));
                }
                loaded.putIfAbsent(matcher.group(3), moment);
            }
        }
        Map<Phase, Double> ends = new EnumMap<>(Phase.class);
        ends.put(Phase.SCRIPT, startOfJava);
        ENDS.forEach((phase, name) -> {
            Double moment = loaded.get(name);
            if (moment == null) {
                throw new BenchFailure("The class " + name + " was not loaded, which ends the part '" + phase.title()
                        + "': ClassLoadLog has to name another one.");
            }
            ends.put(phase, moment);
        });
        ends.put(Phase.END, run.ended());
        return Phases.between(run.started(), ends);
    }
}
