package com.renderowl.monitoring.rules.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program exposes under its metrics path, in the text format.
 *
 * @param types the types that are declared, by metric
 * @param samples all samples, in their order
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format">Text-based format</a>
 */
public record Exposition(Map<String, MetricType> types, List<Sample> samples) {

    /** What to ask for: the format that this reads. */
    public static final String ACCEPT = "text/plain;version=0.0.4";

    private static final Pattern TYPE = Pattern.compile("#\\s+TYPE\\s+(\\S+)\\s+(\\S+)\\s*");

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{(.*)\\})?\\s*"
            + "[+-]?(?:\\d[0-9.]*(?:[eE][+-]?\\d+)?|Inf|NaN)(?:\\s+-?\\d+)?\\s*");

    /** Possessive, as an alternative within a repetition would overflow the stack on a long value. */
    private static final Pattern LABEL =
            Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*=\\s*\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"\\s*(?:,|$)");

    /**
     * One sample.
     *
     * @param name the name of its series
     * @param labels the labels of its series, with their values as they are written
     */
    public record Sample(String name, Map<String, String> labels) {}

    public Exposition {
        types = Map.copyOf(types);
        samples = List.copyOf(samples);
    }

    /**
     * Reads an exposition.
     *
     * @throws IllegalArgumentException with the line, when it is none
     */
    public static Exposition parse(String text) {
        Map<String, MetricType> types = new LinkedHashMap<>();
        List<Sample> samples = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith("#")) {
                Matcher type = TYPE.matcher(line);
                if (type.matches()) {
                    types.put(type.group(1), MetricType.of(type.group(2)).orElse(MetricType.UNTYPED));
                }
            } else if (!line.isBlank()) {
                samples.add(sample(line, number));
            }
        }
        return new Exposition(types, samples);
    }

    private static Sample sample(String line, int number) {
        Matcher matcher = SAMPLE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("line " + number + " is no sample in Prometheus' text format");
        }
        Map<String, String> labels = new LinkedHashMap<>();
        String list = matcher.group(2);
        if (list != null && !list.isBlank()) {
            Matcher label = LABEL.matcher(list);
            int position = 0;
            while (position < list.length()) {
                if (!label.find(position) || label.start() != position) {
                    throw new IllegalArgumentException("line " + number + " has labels that cannot be read");
                }
                labels.put(label.group(1), label.group(2));
                position = label.end();
            }
        }
        return new Sample(matcher.group(1), labels);
    }
}
