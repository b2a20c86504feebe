package com.renderowl.monitoring.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How long the parts of one preview took.
 *
 * @param milliseconds by part; a part that a candidate does not have is not there
 */
record Phases(Map<Phase, Double> milliseconds) {

    Phases {
        milliseconds = Map.copyOf(milliseconds);
    }

    /** A part of a preview, in the order of time. */
    enum Phase {
        /** Until Java is started. */
        SCRIPT("start script"),
        /** Until the first line of our own code, for Python with its imports. */
        START("start of Java, or Python and imports"),
        /** Until the engine is started. */
        COMMAND("command, until the engine starts"),
        /** Until the engine asks for the program. */
        ENGINE("engine, until it asks for the program"),
        /** Until the program has declared everything. */
        DECLARATION("program, until all is declared"),
        /** Until the engine, the provider and the SDK have dealt with all resources. */
        RESOURCES("resources, until all are compared"),
        /** Until the last process has ended. */
        END("end");

        private final String title;

        Phase(String title) {
            this.title = title;
        }

        /** What to call it in a table. */
        String title() {
            return title;
        }
    }

    /**
     * The parts between moments.
     *
     * @param start in milliseconds since the epoch
     * @param ends when each part ended, in milliseconds since the epoch; those without a moment belong to the next part
     */
    static Phases between(double start, Map<Phase, Double> ends) {
        Map<Phase, Double> milliseconds = new EnumMap<>(Phase.class);
        double previous = start;
        for (Phase phase : Phase.values()) {
            Double end = ends.get(phase);
            if (end != null) {
                milliseconds.put(phase, Math.max(0, end - previous));
                previous = Math.max(previous, end);
            }
        }
        return new Phases(milliseconds);
    }

    /** The medians of the parts of several runs. */
    static Map<Phase, Double> medians(List<Phases> runs) {
        Map<Phase, Double> medians = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            List<Double> all = runs.stream()
                    .filter(run -> run.milliseconds.containsKey(phase))
                    .map(run -> run.milliseconds.get(phase))
                    .toList();
            if (!all.isEmpty()) {
                medians.put(phase, Spread.of(all).median());
            }
        }
        return medians;
    }
}
