package com.renderowl.monitoring.cli.tiers;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds the programs that tiers need, one group after the other on a thread of its own, so that a tier can begin as soon as
 * it has what it needs: on a machine that has nothing yet, building takes longer than testing.
 */
public final class TierTools implements AutoCloseable {

    /** How far the programs of a tier are. */
    enum State {
        /** They are still being built. */
        AWAITED,
        /** All are there. */
        READY,
        /** Something that they are built with is missing here. */
        IMPOSSIBLE
    }

    private final Set<String> built = new HashSet<>();
    private final Set<String> impossible = new HashSet<>();
    private final Thread thread;
    private @Nullable RuntimeException failure;

    private TierTools(List<Tier> tiers, Consumer<String> build, boolean allRequired) {
        thread = new Thread(() -> buildAll(order(tiers), build, allRequired), "tier-tools");
        thread.setDaemon(true);
    }

    /**
     * Starts to build.
     *
     * @param tiers whose programs are needed
     * @param build builds a group, or throws {@link CommandFailure}
     * @param allRequired whether a group that can not be built here is a failure; otherwise its tiers are left out
     */
    public static TierTools start(List<Tier> tiers, Consumer<String> build, boolean allRequired) {
        TierTools tools = new TierTools(tiers, build, allRequired);
        tools.thread.start();
        return tools;
    }

    /**
     * What the tier with the fewest programs waits for comes first, then what the one waits for that needs the fewest more, so
     * that the first two lanes have something to run soon; then what the longest tier waits for, then the next one.
     */
    static List<String> order(List<Tier> tiers) {
        List<Tier> ordered = new ArrayList<>(tiers);
        ordered.removeIf(tier -> tier.toolGroups().isEmpty());
        Collections.reverse(ordered);
        Set<String> order = new LinkedHashSet<>();
        for (int lane = 0; lane < 2 && !ordered.isEmpty(); lane++) {
            Tier next = Collections.min(ordered, Comparator.comparing(tier -> tier.toolGroups().stream()
                    .filter(group -> !order.contains(group))
                    .count()));
            ordered.remove(next);
            order.addAll(next.toolGroups());
        }
        ordered.forEach(tier -> order.addAll(tier.toolGroups()));
        return List.copyOf(order);
    }

    /**
     * How far a tier's programs are.
     *
     * @throws RuntimeException what ended the building
     */
    synchronized State of(Tier tier) {
        if (failure != null) {
            throw failure;
        }
        if (tier.toolGroups().stream().anyMatch(impossible::contains)) {
            return State.IMPOSSIBLE;
        }
        return built.containsAll(tier.toolGroups()) ? State.READY : State.AWAITED;
    }

    /** Waits until one of these tiers is not waiting any more, or the building has failed. */
    synchronized void await(Stream<Tier> tiers) {
        List<Tier> all = tiers.toList();
        try {
            while (failure == null && all.stream().allMatch(tier -> of(tier) == State.AWAITED)) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while tools were built", e);
        }
    }

    /** Waits until nothing is built any more: all is there, or the building has failed or was ended. */
    void awaitAll() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while tools were built", e);
        }
    }

    private void buildAll(List<String> groups, Consumer<String> build, boolean allRequired) {
        for (String group : groups) {
            try {
                build.accept(group);
                done(built, group);
            } catch (CommandFailure missing) {
                if (allRequired || missing.exitCode() != ExitCode.MISSING) {
                    failed(missing);
                    return;
                }
                done(impossible, group);
            } catch (RuntimeException unexpected) {
                failed(unexpected);
                return;
            }
        }
    }

    private synchronized void done(Set<String> groups, String group) {
        groups.add(group);
        notifyAll();
    }

    private synchronized void failed(RuntimeException reason) {
        failure = reason;
        notifyAll();
    }

    /** Ends the building, if it is not done. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
