package com.renderowl.monitoring.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.harness.LoopDisk;
import com.renderowl.monitoring.harness.ReferenceBackend;
import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.platform.MonitoredPlatform;
import com.renderowl.monitoring.platform.RequiresPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real faults: each of the eight alerts becomes pending, fires, reaches a receiver, and ends with the fault. */
@Tag("faults")
@RequiresPlatform
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultsTest {

    private static final String RUNBOOKS = "https://github.com/renderowl/monitoring/blob/main/docs/runbooks/";
    private static final String RULES = "/etc/prometheus/rules";
    private static final double SCRAPE_SECONDS = 2;

    /** Prometheus tells Alertmanager at once, so the receiver may know before the next look at Prometheus. */
    private static final double LOOK_SECONDS = 2;

    private static final List<Course> COURSES = new ArrayList<>();

    private static MonitoredPlatform platform;
    private static String noDisk = "";

    @BeforeAll
    static void runFaults() {
        platform = MonitoredPlatform.start(Rehearsal.SETTINGS);
        noDisk = LoopDisk.reasonToSkip(platform.directory()).orElse("");
        try (AlertWatch watch = AlertWatch.of(platform);
                LoopDisk disk = noDisk.isEmpty() ? LoopDisk.mount(platform.directory()) : null) {
            // So long that every window of the rules is full of healthy samples.
            platform.awaitResult("min(count_over_time(up[20s])) >= 10 and min(min_over_time(up[20s])) == 1");
            FaultRun run = new FaultRun(watch);
            COURSES.addAll(run.run(withoutLosingTargets(disk)));
            COURSES.addAll(run.run(lossOfTargets()));
            COURSES.addAll(run.run(List.of(lossOfDiscovery())));
        } finally {
            System.out.print(table());
        }
    }

    @AfterAll
    static void stopPlatform() {
        if (platform != null) {
            platform.close();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "RenderowlBackendDown, critical, 2",
        "RenderowlBackendHighErrorRate, warning, 1",
        "RenderowlBackendSlowRequests, warning, 1",
        "HighCPUUsage, warning, 1",
        "HighMemoryUsage, warning, 1",
        "DiskSpaceLow, warning, 1",
        "PostgreSQLDown, critical, 2",
        "RedisDown, critical, 2"
    })
    void everyAlertFollowsItsFaults(String alert, String severity, int faults) {
        assumeTrue(noDisk.isEmpty() || !alert.equals("DiskSpaceLow"), noDisk);
        List<Course> courses = COURSES.stream()
                .filter(course -> course.fault().alert().equals(alert))
                .toList();

        assertThat(courses).hasSize(faults).allSatisfy(course -> {
            assertThat(course.pending()).isPositive().isLessThan(course.firing());
            assertThat(course.firing()).isLessThan(course.received() + LOOK_SECONDS);
            assertThat(course.resolved()).isPositive();
            assertThat(course.notice().labels()).containsEntry("severity", severity);
            assertThat(course.notice().annotations())
                    .containsEntry("runbook_url", RUNBOOKS + alert + ".md")
                    .hasEntrySatisfying("summary", text -> assertThat(text).isNotBlank())
                    .hasEntrySatisfying("description", text -> assertThat(text)
                            .isNotBlank()
                            // What Prometheus writes for a label that is not there, and for a wrong template.
                            .doesNotContain("<no value>", "error expanding"));
        });
        assertThat(Tools.projectRoot().resolve("docs/runbooks/" + alert + ".md"))
                .exists();
    }

    @Test
    @Order(1)
    void anEditedRuleIsTakenUpWithoutARestartOrALostSample() {
        double begin = beginOfSamples();
        long process = platform.prometheus().processId();
        Map<String, String> node = Map.of("instance", MonitoredPlatform.FIXTURE_NODE);
        try (AlertWatch watch = AlertWatch.of(platform)) {
            assertThat(watch.isActive("HighMemoryUsage", node)).isFalse();
            long edited = System.nanoTime();
            platform.load(Rehearsal.withMemoryRatio("0.2"));
            platform.prometheus().waitUntil("the receiver is told what the edited rule says", () -> watch.received(
                            "HighMemoryUsage", node, "firing", edited)
                    .isPresent());
        }
        assertThat(platform.prometheus().processId()).isEqualTo(process);
        assertThat(longestGapSeconds(begin)).isLessThan(2 * SCRAPE_SECONDS);
    }

    @Test
    @Order(2)
    void rulesThatDoNotParseLeaveTheLastGoodOnesAtWork() {
        double begin = beginOfSamples();
        long process = platform.prometheus().processId();
        Object rules = platform.prometheus().api("rules", "").list("groups").stream()
                .map(group -> group.text("name"))
                .toList();
        platform.prometheus().files().write(platform.prometheus().path(RULES), Map.of("nodes.yaml", "groups: [{"));
        platform.awaitResult("prometheus_config_last_reload_successful == 0");
        assertThat(platform.prometheus().api("rules", "").list("groups"))
                .extracting(group -> (Object) group.text("name"))
                .isEqualTo(rules);
        assertThat(platform.prometheus().processId()).isEqualTo(process);
        assertThat(longestGapSeconds(begin)).isLessThan(2 * SCRAPE_SECONDS);
    }

    private static List<Fault> withoutLosingTargets(@Nullable LoopDisk disk) {
        List<ReferenceBackend> backends = platform.backends();
        Map<String, String> backend = Map.of("job", "renderowl-backend");
        Map<String, String> busy = Map.of("instance", MonitoredPlatform.FIXTURE_NODE);
        List<Fault> faults = new ArrayList<>(List.of(
                new Fault(
                        "Redis is killed",
                        "RedisDown",
                        Map.of("instance", "redis-exporter-1"),
                        platform.redis()::kill,
                        platform.redis()::startAgain),
                new Fault(
                        "PostgreSQL is killed",
                        "PostgreSQLDown",
                        Map.of("instance", "postgres-exporter-1"),
                        platform.postgres()::kill,
                        platform.postgres()::startAgain),
                new Fault(
                        "every other request fails",
                        "RenderowlBackendHighErrorRate",
                        backend,
                        () -> backends.forEach(one -> one.behave(Duration.ofMillis(800), 0.5)),
                        () -> backends.forEach(one -> one.behave(Duration.ZERO, 0))),
                Fault.alsoCauses("and takes 0.8 s", "RenderowlBackendSlowRequests", backend),
                new Fault(
                        "processors are 95% busy (made up)",
                        "HighCPUUsage",
                        busy,
                        () -> platform.fixtureNode().load(0.95, 0.95),
                        () -> platform.fixtureNode().load(0.05, 0.3)),
                Fault.alsoCauses("and memory is 95% full (made up)", "HighMemoryUsage", busy)));
        if (disk != null) {
            faults.add(new Fault(
                    "a file system is filled",
                    "DiskSpaceLow",
                    Map.of("mountpoint", disk.mountPoint()),
                    () -> disk.fill(85),
                    disk::empty));
        }
        return faults;
    }

    private static List<Fault> lossOfTargets() {
        return List.of(
                new Fault(
                        "all backends are killed",
                        "RenderowlBackendDown",
                        Map.of("job", "renderowl-backend"),
                        () -> platform.backends().forEach(one -> one.daemon().kill()),
                        () -> platform.backends().forEach(one -> one.daemon().startAgain())),
                new Fault(
                        "the Redis exporter is killed",
                        "RedisDown",
                        Map.of("instance", "redis-exporter-1"),
                        platform.exporter("redis-exporter").daemon()::kill,
                        platform.exporter("redis-exporter").daemon()::startAgain),
                new Fault(
                        "the PostgreSQL exporter is killed",
                        "PostgreSQLDown",
                        Map.of("instance", "postgres-exporter-1"),
                        platform.exporter("postgres-exporter").daemon()::kill,
                        platform.exporter("postgres-exporter").daemon()::startAgain));
    }

    private static Fault lossOfDiscovery() {
        return new Fault(
                "discovery finds no backend",
                "RenderowlBackendDown",
                Map.of("job", "renderowl-backend"),
                () -> platform.showBackends(List.of()),
                () -> platform.showBackends(platform.backends()));
    }

    /** A moment, in seconds since 1970, from which on every target has samples without a gap. */
    private static double beginOfSamples() {
        platform.awaitResult("min(count_over_time(up[10s])) >= 5");
        return System.currentTimeMillis() / 1e3 - 10;
    }

    /** Between two samples of a target's {@code up} since a moment; a lost one makes two intervals. */
    private static double longestGapSeconds(double begin) {
        double longest = 0;
        for (Document series : platform.query("up[5m]")) {
            List<Document> samples = series.list("values").stream()
                    .filter(sample -> seconds(sample) >= begin)
                    .toList();
            assertThat(samples).as(series.text("metric")).hasSizeGreaterThanOrEqualTo(5);
            for (int index = 1; index < samples.size(); index++) {
                longest = Math.max(longest, seconds(samples.get(index)) - seconds(samples.get(index - 1)));
            }
        }
        return longest;
    }

    private static double seconds(Document sample) {
        return ((Number) sample.at("[0]")).doubleValue();
    }

    private static String table() {
        StringBuilder table = new StringBuilder("\nSeconds from the fault, or from its repair until resolved; all "
                + "durations of the rules are divided by 20:\n" + Course.headings());
        COURSES.forEach(course -> table.append(course.line()));
        return table.append('\n').toString();
    }
}
