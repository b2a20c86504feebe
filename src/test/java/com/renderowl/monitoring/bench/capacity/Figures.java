package com.renderowl.monitoring.bench.capacity;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What a Prometheus shows of itself at a moment.
 *
 * @param values the value of each series of its page without labels, and the sums over those with
 */
record Figures(Map<String, Double> values) {

    /** Reads a metrics page. */
    static Figures read(String page) {
        Map<String, Double> values = new HashMap<>();
        page.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> {
            int end = line.lastIndexOf(' ');
            int labels = line.indexOf('{');
            String name = line.substring(0, labels < 0 ? end : labels);
            values.merge(name, Double.parseDouble(line.substring(end + 1)), Double::sum);
        });
        return new Figures(values);
    }

    double series() {
        return value("prometheus_tsdb_head_series");
    }

    /** Samples that were stored since its start. */
    double samples() {
        return values.getOrDefault("prometheus_tsdb_head_samples_appended_total", 0.0);
    }

    /** Bytes of the heap that were in use after the last collection of garbage. */
    double heapInUse() {
        return value("go_gc_heap_live_bytes");
    }

    /** Bytes that Go has taken and not given back: what its memory limit limits, and what the kernel cannot take back. */
    double memory() {
        return value("go_memstats_sys_bytes") - value("go_memstats_heap_released_bytes");
    }

    /** Bytes of the whole process that are in memory, pages of files among them. */
    double resident() {
        return value("process_resident_memory_bytes");
    }

    double logBytes() {
        return value("prometheus_tsdb_wal_storage_size_bytes");
    }

    double blockBytes() {
        return value("prometheus_tsdb_storage_blocks_bytes");
    }

    private double value(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new NoSuchElementException("Prometheus does not show " + name);
        }
        return value;
    }
}
