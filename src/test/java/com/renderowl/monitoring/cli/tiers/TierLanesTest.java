package com.renderowl.monitoring.cli.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TierLanesTest {

    private static final List<Tier> FOUR = List.of(Tier.UNIT, Tier.RULES, Tier.ENGINE, Tier.OPERATOR);

    private static final TierTools READY = TierTools.start(FOUR, group -> {}, true);

    private final Queue<Tier> begun = new ConcurrentLinkedQueue<>();

    @Test
    void twoLanesRunAtTheSameTimeAndResultsKeepTheirOrder() {
        CyclicBarrier both = new CyclicBarrier(2);
        List<TierResult> results = TierLanes.run(FOUR, 2, READY, (tier, hasNeighbour) -> {
            begun.add(tier);
            await(both);
            return result(tier, hasNeighbour);
        });

        assertThat(results).extracting(TierResult::tier).isEqualTo(FOUR);
        assertThat(results).extracting(TierResult::tests).containsOnly(2);
        assertThat(List.copyOf(begun).subList(0, 2)).containsExactlyInAnyOrder(Tier.UNIT, Tier.OPERATOR);
    }

    @Test
    void aThirdLaneStartsWhenAllIsBuilt() {
        CountDownLatch twoBegun = new CountDownLatch(2);
        CountDownLatch threeBegun = new CountDownLatch(3);
        Queue<Tier> beforeTheEnd = new ConcurrentLinkedQueue<>();
        Consumer<String> build = group -> {
            if (group.equals("thanos")) { // the last one, of OPERATOR alone
                await(twoBegun);
                beforeTheEnd.addAll(begun);
            }
        };
        try (TierTools tools = TierTools.start(FOUR, build, true)) {
            TierLanes.run(FOUR, 3, tools, (tier, hasNeighbour) -> {
                begun.add(tier);
                twoBegun.countDown();
                threeBegun.countDown();
                await(threeBegun);
                return result(tier, hasNeighbour);
            });
        }

        assertThat(begun).hasSize(4);
        assertThat(beforeTheEnd).hasSize(2);
    }

    @Test
    void oneLaneGoesThroughThemInTheirOrder() {
        List<TierResult> results = TierLanes.run(FOUR, 1, READY, (tier, hasNeighbour) -> {
            begun.add(tier);
            return result(tier, hasNeighbour);
        });

        assertThat(begun).containsExactlyElementsOf(FOUR);
        assertThat(results).extracting(TierResult::tests).containsOnly(1);
        assertThat(TierLanes.run(List.of(), 2, READY, (tier, hasNeighbour) -> result(tier, hasNeighbour)))
                .isEmpty();
    }

    @Test
    void afterAFailureNoFurtherTierIsBegun() {
        assertThatThrownBy(() -> TierLanes.run(FOUR, 1, READY, (tier, hasNeighbour) -> {
                    begun.add(tier);
                    throw new IllegalStateException("Maven is missing");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Maven is missing");
        assertThat(begun).containsExactly(Tier.UNIT);
    }

    private static TierResult result(Tier tier, boolean hasNeighbour) {
        return new TierResult(tier, hasNeighbour ? 2 : 1, 0, 0, 1, List.of(), List.of(), List.of(), List.of());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Fails unless the other lane gets here too. */
    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new AssertionError("no second lane", alone);
        }
    }
}
