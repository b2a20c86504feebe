package com.renderowl.monitoring.bench.capacity;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What samples cost on disk, over a day that passes in a minute.
 *
 * @param blocks bytes per sample of merged blocks, by their length in hours
 * @param log bytes per sample of the write-ahead log while nothing has been deleted from it yet
 * @param logHours how many hours of samples the log held at most
 */
record DiskTrial(Map<Long, Double> blocks, double log, double logHours) {

    /** Blocks of 18 hours start at multiples of 18 hours; six more make the newest ones that are never merged. */
    private static final long LONGEST_BLOCK = Duration.ofHours(18).toSeconds();

    private static final long SPAN = Duration.ofHours(25).toSeconds();
    private static final long FIRST = Duration.ofHours(3).toSeconds();
    private static final double HOUR_MILLISECONDS = 3.6e6;

    static DiskTrial run(int series) {
        try (MeasuredPrometheus prometheus = new MeasuredPrometheus(series, List.of())) {
            long now = Instant.now().getEpochSecond();
            Instant start = Instant.ofEpochSecond((now - SPAN) / LONGEST_BLOCK * LONGEST_BLOCK);
            // One sample of a series in a request, as in a scrape: that is how the log is written.
            long first = prometheus.write(start, start.plusSeconds(FIRST), 1);
            double log = prometheus.figures().logBytes() / first;
            prometheus.write(start.plusSeconds(FIRST), start.plusSeconds(SPAN), 1);
            prometheus.await("the first 18 hours are one block", ignored -> blocks(prometheus.data())
                    .containsKey(18L));
            double perHour = series * Duration.ofHours(1).toSeconds() / 15.0;
            return new DiskTrial(
                    blocks(prometheus.data()), log, prometheus.watch().log() / log / perHour);
        }
    }

    /** Bytes per sample of every block that is there, by its length. */
    private static Map<Long, Double> blocks(Path data) {
        Map<Long, Double> found = new TreeMap<>();
        for (Path block : list(data)) {
            Path meta = block.resolve("meta.json");
            if (Files.exists(meta) && !block.toString().endsWith(".tmp-for-creation")) {
                JsonObject description = JsonParser.parseString(read(meta)).getAsJsonObject();
                long hours = Math.round((description.get("maxTime").getAsLong()
                                - description.get("minTime").getAsLong())
                        / HOUR_MILLISECONDS);
                double samples =
                        description.getAsJsonObject("stats").get("numSamples").getAsDouble();
                found.put(hours, size(block) / samples);
            }
        }
        return found;
    }

    private static double size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return new ArrayList<>(entries.filter(Files::isDirectory).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
