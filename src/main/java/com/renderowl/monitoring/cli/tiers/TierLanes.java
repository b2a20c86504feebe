package com.renderowl.monitoring.cli.tiers;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
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
 * Several tiers at a time: most of what a tier does is to wait for servers, containers and alerts. The first lane starts with
 * the shortest tiers, so that a simple mistake shows soon, the others with the longest. A tier whose programs are not built
 * yet lets others pass. The third lane starts when everything is built, as building takes all that two lanes leave.
 */
public final class TierLanes {

    /** Each tier has servers, an engine and two virtual machines of Java of its own. */
    private static final long BYTES_PER_LANE = 6L << 30;

    private static final int MOST = 3;

    private TierLanes() {}

    /** How many lanes the memory of this machine is enough for. */
    public static int possible() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? (int) Math.max(1, Math.min(MOST, system.getTotalMemorySize() / BYTES_PER_LANE))
                : 1;
    }

    /**
     * Runs all of {@code tiers}.
     *
     * @param tiers shortest first
     * @param lanes how many at a time, one to three
     * @param tools the programs of the tiers; a tier whose programs can not be built is left out
     * @param run runs one of them; told whether another one runs beside it
     * @return the results in the order of the tiers
     * @throws RuntimeException what {@code run} has thrown, when the tiers that had begun have ended; no other one is begun
     */
    public static List<TierResult> run(
            List<Tier> tiers, int lanes, TierTools tools, BiFunction<Tier, Boolean, TierResult> run) {
        Deque<Tier> waiting = new ArrayDeque<>(tiers);
        int used = Math.min(lanes, tiers.size());
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, used));
        try {
            List<CompletableFuture<List<TierResult>>> running = IntStream.range(0, used)
                    .mapToObj(lane -> CompletableFuture.supplyAsync(
                            () -> lane(waiting, tools, lane, tier -> run.apply(tier, used > 1)), threads))
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

    private static List<TierResult> lane(
            Deque<Tier> waiting, TierTools tools, int lane, Function<Tier, TierResult> run) {
        List<TierResult> results = new ArrayList<>();
        try {
            if (lane == MOST - 1) {
                tools.awaitAll();
            }
            for (Tier tier = next(waiting, tools, lane == 0); tier != null; tier = next(waiting, tools, lane == 0)) {
                results.add(run.apply(tier));
            }
            return results;
        } catch (RuntimeException failure) {
            synchronized (waiting) {
                waiting.clear();
            }
            tools.close();
            throw failure;
        }
    }

    private static @Nullable Tier next(Deque<Tier> waiting, TierTools tools, boolean first) {
        while (true) {
            List<Tier> candidates;
            synchronized (waiting) {
                waiting.removeIf(tier -> tools.of(tier) == TierTools.State.IMPOSSIBLE);
                candidates = new ArrayList<>(waiting);
                if (!first) {
                    Collections.reverse(candidates);
                }
                for (Tier tier : candidates) {
                    if (tools.of(tier) == TierTools.State.READY) {
                        waiting.remove(tier);
                        return tier;
                    }
                }
            }
            if (candidates.isEmpty()) {
                return null;
            }
            tools.await(candidates.stream());
        }
    }
}
