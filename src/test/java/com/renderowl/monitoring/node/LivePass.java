package com.renderowl.monitoring.node;

import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.model.reach.Exposure;
import com.renderowl.monitoring.model.reach.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Connections that were tried, from all networks at the same time.
 *
 * @param cells what became of each
 * @param seconds how long it took
 */
record LivePass(List<LiveCell> cells, double seconds) {

    LivePass {
        cells = List.copyOf(cells);
    }

    /** Tries them. */
    static LivePass of(TestNode node, Collection<Attempt> attempts) {
        long start = System.nanoTime();
        Map<String, List<Attempt>> byNetwork = attempts.stream()
                .collect(Collectors.groupingBy(attempt -> attempt.from().network()));
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, byNetwork.size()));
        try {
            List<CompletableFuture<List<LiveCell>>> running = new ArrayList<>();
            byNetwork.forEach((network, all) ->
                    running.add(CompletableFuture.supplyAsync(() -> dial(node, network, all), threads)));
            List<LiveCell> cells =
                    running.stream().flatMap(one -> one.join().stream()).toList();
            return new LivePass(cells, (System.nanoTime() - start) / 1e9);
        } finally {
            threads.shutdown();
        }
    }

    private static List<LiveCell> dial(TestNode node, String network, List<Attempt> attempts) {
        String lines = attempts.stream()
                .map(attempt -> attempt.door().line())
                .distinct()
                .collect(Collectors.joining("\n"));
        CommandOutcome outcome = node.on(network, "probe", "dial").run(lines);
        Map<String, String> said = new HashMap<>();
        outcome.requireOutput().lines().forEach(line -> {
            int tab = line.indexOf('\t');
            said.put(line.substring(0, tab), line.substring(tab + 1));
        });
        return attempts.stream()
                .map(attempt -> new LiveCell(
                        attempt, Objects.requireNonNull(said.get(attempt.door().line()), "The probe left out a line")))
                .toList();
    }

    /** Those that are not as they have to be. */
    List<LiveCell> wrong() {
        return cells.stream().filter(LiveCell::isWrong).toList();
    }

    /** What it consisted of, for a report. */
    String figures() {
        return String.format(
                Locale.ROOT,
                "%d cells in %.1f s: %d allowed, %d denied, %d open; %d wrong",
                cells.size(),
                seconds,
                count(Verdict.Allowed.class),
                count(Verdict.Denied.class),
                count(Verdict.Open.class),
                wrong().size());
    }

    private long count(Class<? extends Verdict> kind) {
        return cells.stream()
                .filter(cell -> kind.isInstance(cell.attempt().cell().verdict()))
                .count();
    }

    /** How many of them no policy stops, by the reason. */
    Map<Exposure, Integer> open() {
        Map<Exposure, Integer> counts = new EnumMap<>(Exposure.class);
        for (LiveCell cell : cells) {
            if (cell.attempt().cell().verdict() instanceof Verdict.Open open) {
                counts.merge(open.exposure(), 1, Integer::sum);
            }
        }
        return counts;
    }
}
