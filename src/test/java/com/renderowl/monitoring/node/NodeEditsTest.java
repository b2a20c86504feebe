package com.renderowl.monitoring.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.TestImage;
import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.harness.WithTestNode;
import com.renderowl.monitoring.proof.ClusterSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Edits of a stack that runs on a real node: no volume is replaced, nothing restarts that need not, Prometheus takes them up,
 * and no sample is lost but in the one gap that a restart of Prometheus makes.
 */
@Tag("node")
@WithTestNode
@RequiresTools({"pulumi", "pulumi-resource-kubernetes"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeEditsTest {

    private static final Duration DEADLINE = Duration.ofMinutes(3);
    private static final String TABLE = "edits of a running stack: what preview says, who restarts, what is lost";

    /** Scraped by every stack, and not restarted by any edit. */
    private static final String WATCHED = "up{job=~\"prometheus|node-exporter|renderowl-backend\"}";

    private final TestNode node;
    private final RunningStaging staging;
    private final LivePrometheus prometheus;

    NodeEditsTest(TestNode node) {
        this.node = node;
        staging = new RunningStaging(node, "{prometheus: {scrapeInterval: 10s}, capacity: {expectedSeries: 5000}}");
        prometheus = staging.prometheus();
    }

    @BeforeAll
    void deploy() {
        node.provide(TestImage.PROMETHEUS, NodeEdits.NEXT_PROMETHEUS);
        staging.deploy();
    }

    @AfterAll
    void end() {
        NodeReport.print(TABLE);
        staging.close();
    }

    static List<NodeEdit> edits() {
        return NodeEdits.inOrder();
    }

    @ParameterizedTest
    @Order(1)
    @MethodSource("edits")
    void editIsTakenUpAndNothingIsLost(NodeEdit edit) {
        ClusterSnapshot old = ClusterSnapshot.ready(node);
        double interval = scrapeInterval();
        double begin = prometheus.value("vector(time())").orElseThrow();
        EngineStack stack = staging.stack();
        stack.withConfig(staging.settings().with(edit.config()).values());
        edit.before().accept(node);
        edit.secrets().forEach((name, value) -> stack.withSecret("secrets." + name, value));

        EngineRun preview = stack.preview();
        EngineRun up = stack.up();
        long applied = System.nanoTime();
        prometheus.await(
                edit.what() + " is applied", DEADLINE, live -> edit.applied().test(live, node));
        double seconds = (System.nanoTime() - applied) / 1e9;

        ClusterSnapshot now = ClusterSnapshot.ready(node);
        assertThat(up.steps()).as("what preview said").hasSameElementsAs(preview.steps());
        assertThat(up.steps()).noneMatch(step -> step.operation().contains("replace"));
        Set<String> restarted = ClusterSnapshot.changed(old.pods(), now.pods());
        assertThat(restarted).isEqualTo(edit.restarts());
        assertThat(now.restarts()).as("containers that died").isEqualTo(restarts(old, now));
        assertThat(volumes(now)).as("volumes").isEqualTo(volumes(old));
        SampleGaps gaps = lostSince(begin, usual(interval, scrapeInterval()));
        NodeReport.add(
                TABLE,
                String.format(
                        Locale.ROOT,
                        "%-46s %-24s %-30s applied after %4.1f s, %s",
                        edit.what(),
                        preview.changes(),
                        restarted,
                        seconds,
                        gaps));
        if (edit.interruptsPrometheus()) {
            // None at all where it is back before the next scrape.
            assertThat(gaps.gaps())
                    .as("at most one contiguous gap in each series")
                    .isLessThanOrEqualTo(1);
        } else {
            assertThat(gaps.lost()).as("lost samples").isZero();
        }
    }

    /** Waits until enough samples have come after the edit to see a gap at its end. */
    private SampleGaps lostSince(double begin, double interval) {
        double end = prometheus.value("vector(time())").orElseThrow();
        prometheus.await(
                "samples after the edit",
                DEADLINE,
                live -> live.sampleTimes(WATCHED, "60s").values().stream()
                                .filter(times -> times[times.length - 1] > end)
                                .count()
                        >= 4);
        double now = prometheus.value("vector(time())").orElseThrow();
        Map<String, double[]> times = prometheus.sampleTimes(WATCHED, Math.round(now - begin) + "s");
        assertThat(times).hasSizeGreaterThanOrEqualTo(4);
        return SampleGaps.of(times.values(), interval);
    }

    /** Where the rhythm changes, the first beat of the new one may be a whole one after the last of the old one. */
    private static double usual(double before, double after) {
        return before == after ? after : before + after;
    }

    /** In seconds, as Prometheus runs with it. */
    private double scrapeInterval() {
        Matcher interval = Pattern.compile("scrape_interval: (\\d+)s").matcher(prometheus.configuration());
        assertThat(interval.find()).isTrue();
        return Double.parseDouble(interval.group(1));
    }

    /** How often each container of the pods that were there before and after has been started again. */
    private static Map<String, Integer> restarts(ClusterSnapshot old, ClusterSnapshot now) {
        Map<String, Integer> both = now.restarts();
        Map<String, Integer> before = old.restarts();
        both.replaceAll((container, count) -> before.getOrDefault(container, 0));
        return both;
    }

    /** The volume behind each claim: another one would be an empty one. */
    private static Map<String, String> volumes(ClusterSnapshot snapshot) {
        Map<String, String> volumes = new TreeMap<>();
        snapshot.objects().forEach((key, object) -> {
            if (key.startsWith("PersistentVolumeClaim ")) {
                volumes.put(
                        key + " "
                                + object.getAsJsonObject("metadata").get("uid").getAsString(),
                        object.getAsJsonObject("spec").get("volumeName").getAsString());
            }
        });
        return volumes;
    }
}
