package com.renderowl.monitoring.cli.tiers;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Two tiers at a time: most of what a tier does is to wait for servers, containers and alerts. One of the lanes starts with
 * the shortest tiers, so that a simple mistake shows soon, the other with the longest.
 */
public final class TierLanes {

    /** Each tier has servers, an engine and two virtual machines of Java of its own. */
    private static final long BYTES_FOR_TWO = 12L << 30;

    private TierLanes() {}

    /** How many lanes the memory of this machine is enough for. */
    public static int possible() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                        && system.getTotalMemorySize() >= BYTES_FOR_TWO
                ? 2
                : 1;
    }

    /**
     * Runs all of {@code tiers}.
     *
     * @param tiers shortest first
     * @param lanes how many at a time, one or two
     * @param run runs one of them; told whether another one runs beside it
     * @return the results in the order of the tiers
     * @throws RuntimeException what {@code run} has thrown, when the tiers that had begun have ended; no other one is begun
     */
    public static List<TierResult> run(List<Tier> tiers, int lanes, BiFunction<Tier, Boolean, TierResult> run) {
        Deque<Tier> waiting = new ArrayDeque<>(tiers);
        int used = Math.min(lanes, tiers.size());
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, used));
        try {
            List<CompletableFuture<List<TierResult>>> running = IntStream.range(0, used)
                    .mapToObj(lane -> CompletableFuture.supplyAsync(
                            () -> lane(waiting, lane == 0, tier -> run.apply(tier, used > 1)), threads))
                    .toList();
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
            return running.stream()
                    .flatMap(lane -> lane.join().stream())
                    .sorted(Comparator.comparingInt(result -> tiers.indexOf(result.tier())))
                    .toList();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        } finally {
            threads.shutdown();
        }
    }

    private static List<TierResult> lane(Deque<Tier> waiting, boolean fromTheStart, Function<Tier, TierResult> run) {
        List<TierResult> results = new ArrayList<>();
        for (Tier tier = next(waiting, fromTheStart); tier != null; tier = next(waiting, fromTheStart)) {
            try {
                results.add(run.apply(tier));
            } catch (RuntimeException failure) {
                synchronized (waiting) {
                    waiting.clear();
                }
                throw failure;
            }
        }
        return results;
    }

    private static @Nullable Tier next(Deque<Tier> waiting, boolean first) {
        synchronized (waiting) {
            return first ? waiting.pollFirst() : waiting.pollLast();
        }
    }
}
