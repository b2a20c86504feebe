package com.renderowl.monitoring.cli.matrix;

import com.renderowl.monitoring.model.Port;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Texts that have to fit into a terminal. */
final class Words {

    private static final int LONGEST_LABEL = 32;

    private Words() {}

    /** Breaks a text behind a separator wherever a line would be longer than this; a part alone may be. */
    static List<String> broken(String text, String separator, int longest) {
        List<String> lines = new ArrayList<>(List.of(""));
        Arrays.stream(text.split("(?<=" + separator + ")")).forEach(part -> {
            String last = lines.get(lines.size() - 1);
            if (!last.isEmpty() && (last + part).strip().length() > longest) {
                lines.add(part);
            } else {
                lines.set(lines.size() - 1, last + part);
            }
        });
        return lines.stream().map(String::strip).toList();
    }

    /** The lines of what stands at the left of a table: names, which are broken behind a comma and then indented. */
    static List<String> label(String names) {
        List<String> lines = new ArrayList<>(broken(names, ", ", LONGEST_LABEL));
        for (int line = 1; line < lines.size(); line++) {
            lines.set(line, "  " + lines.get(line));
        }
        return lines;
    }

    /** Fills a text up with spaces. */
    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** The length of the longest. */
    static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Ports, of TCP unless something else is said, such as {@code 9090} or {@code 53/UDP+TCP}. */
    static String ports(List<Port> ports) {
        Map<Integer, List<String>> protocols = new LinkedHashMap<>();
        ports.forEach(port -> protocols
                .computeIfAbsent(port.number(), number -> new ArrayList<>())
                .add(port.protocol().name()));
        return protocols.entrySet().stream()
                .map(entry -> entry.getValue().equals(List.of(Port.Protocol.TCP.name()))
                        ? String.valueOf(entry.getKey())
                        : entry.getKey() + "/" + String.join("+", entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
