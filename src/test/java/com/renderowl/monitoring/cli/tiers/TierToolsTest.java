package com.renderowl.monitoring.cli.tiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TierToolsTest {

    private static final List<Tier> TIERS = List.of(Tier.UNIT, Tier.RULES, Tier.FAULTS, Tier.DOCKER);

    @Test
    void whatTheTwoSmallestTiersNeedIsBuiltFirstThenWhatTheLongestOneNeeds() {
        List<String> order = TierTools.order(List.of(Tier.values()));

        assertThat(order.subList(0, 3)).isEqualTo(Tier.RULES.toolGroups());
        assertThat(order.subList(0, 5)).containsExactlyInAnyOrderElementsOf(Tier.FAULTS.toolGroups());
        assertThat(order.subList(0, order.indexOf("yaml"))).containsExactlyInAnyOrderElementsOf(Tier.NODE.toolGroups());
        assertThat(order).doesNotHaveDuplicates().contains("netpolicy", "compose", "thanos");
        assertThat(TierTools.order(List.of(Tier.UNIT))).isEmpty();
    }

    @Test
    void aTierBeginsAsSoonAsItsProgramsAreThere() {
        Queue<String> events = new ConcurrentLinkedQueue<>();
        CountDownLatch rulesHaveRun = new CountDownLatch(1);
        try (TierTools tools = TierTools.start(
                TIERS,
                group -> {
                    if (group.equals("dockerd")) {
                        await(rulesHaveRun);
                    }
                    events.add(group);
                },
                true)) {
            TierLanes.run(TIERS, 1, tools, (tier, hasNeighbour) -> {
                events.add(tier.id());
                if (tier == Tier.RULES) {
                    rulesHaveRun.countDown();
                }
                return new TierResult(tier, 1, 0, 0, 1, List.of(), List.of(), List.of(), List.of());
            });
        }

        assertThat(events).containsSubsequence("unit", "rules", "docker").containsSubsequence("rules", "dockerd");
    }

    @Test
    void aTierWhoseProgramsCanNotBeBuiltIsLeftOut() {
        try (TierTools tools = TierTools.start(TIERS, TierToolsTest::withoutDebian, false)) {
            List<TierResult> results = TierLanes.run(
                    TIERS,
                    2,
                    tools,
                    (tier, hasNeighbour) ->
                            new TierResult(tier, 1, 0, 0, 1, List.of(), List.of(), List.of(), List.of()));

            assertThat(results).extracting(TierResult::tier).containsExactly(Tier.UNIT, Tier.RULES);
        }
    }

    @Test
    void whereAllAreRequiredThatIsAFailure() {
        try (TierTools tools = TierTools.start(TIERS, TierToolsTest::withoutDebian, true)) {
            assertThatThrownBy(() -> TierLanes.run(
                            TIERS,
                            2,
                            tools,
                            (tier, hasNeighbour) ->
                                    new TierResult(tier, 1, 0, 0, 1, List.of(), List.of(), List.of(), List.of())))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessage("no Debian");
        }
    }

    private static void withoutDebian(String group) {
        if (group.equals("debian")) {
            throw new CommandFailure(ExitCode.MISSING, "no Debian");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("the tier rules has not begun");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
