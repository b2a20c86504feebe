package com.renderowl.monitoring.node;

import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the tests on the node have seen, as tables: printed when a class ends, and kept in {@code target/node-report.txt}. */
final class NodeReport {

    private static final Map<String, List<String>> TABLES = new LinkedHashMap<>();

    private NodeReport() {}

    /**
     * Adds a row to a table.
     *
     * @param table its title
     * @param row as it is printed
     */
    static synchronized void add(String table, String row) {
        TABLES.computeIfAbsent(table, unused -> new ArrayList<>()).add(row);
        write();
    }

    /** Prints a table that is complete. */
    static synchronized void print(String table) {
        System.out.println();
        System.out.println(table);
        TABLES.getOrDefault(table, List.of()).forEach(row -> System.out.println("  " + row));
    }

    private static void write() {
        List<String> lines = new ArrayList<>();
        TABLES.forEach((table, rows) -> {
            lines.add(table);
            rows.forEach(row -> lines.add("  " + row));
            lines.add("");
        });
        try {
            Path folder = Files.createDirectories(Tools.projectRoot().resolve("target"));
            Files.write(folder.resolve("node-report.txt"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
