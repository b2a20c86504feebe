package com.renderowl.monitoring.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.harness.RequiresTools;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real Prometheus with the rule files that its pod mounts: what it loads, and what happens when they change. */
@Tag("rules")
@RequiresTools("prometheus")
class RulesInPrometheusTest {

    private static final String OFTEN = "prometheus: {scrapeInterval: 1s, scrapeTimeout: 1s, evaluationInterval: 1s}\n";

    private static final String RULES = "/etc/prometheus/rules";

    @Test
    void everyRuleIsLoadedAndEvaluatedWithoutAnError() {
        try (PrometheusPod pod = PrometheusPod.start(ProgramRun.of(OFTEN), Map.of())) {
            pod.waitUntil("all rules were evaluated", () -> rules(pod)
                    .noneMatch(rule -> rule.text("health").equals("unknown")));

            assertThat(rules(pod).filter(rule -> !rule.text("health").equals("ok")))
                    .isEmpty();
            assertThat(names(pod))
                    .contains("RenderowlBackendDown", "HighCPUUsage", "PostgreSQLDown", "RedisDown", "Watchdog");
            pod.waitUntil("Watchdog fires", () -> pod.api("alerts", "").list("alerts").stream()
                    .anyMatch(alert -> alert.text("labels.alertname").equals("Watchdog")
                            && alert.text("state").equals("firing")));
        }
    }

    /** Only the rules change, so this is not the configuration's reload. */
    @Test
    void aChangedRuleIsLoadedWithoutARestart() {
        try (PrometheusPod pod = PrometheusPod.start(ProgramRun.of(OFTEN), Map.of())) {
            pod.waitUntil("it has scraped itself", () -> !samples(pod).isEmpty());
            Object firstSample = samples(pod).get(0);
            Object started = pod.api("status/runtimeinfo", "").at("startTime");
            long process = pod.processId();
            assertThat(query(pod, "HighCPUUsage")).endsWith("> 0.8");

            pod.files().write(ProgramRun.of(OFTEN + "alerts: {cpuRatio: 0.9}"));

            pod.waitUntil("the new threshold is loaded", () -> query(pod, "HighCPUUsage")
                    .endsWith("> 0.9"));
            assertThat(pod.processId()).isEqualTo(process);
            assertThat(pod.api("status/runtimeinfo", "").at("startTime")).isEqualTo(started);
            assertThat(samples(pod).get(0)).isEqualTo(firstSample);
            int before = samples(pod).size();
            pod.waitUntil("it goes on scraping", () -> samples(pod).size() > before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "groups: [{name: broken",
                "groups: [{name: a, rules: [{alert: A, expr: 'sum by (job'}]}]",
                "groups: [{name: a, rules: [{alert: A, expr: up, for: soon}]}]",
            })
    void aBrokenRuleFileLeavesTheLastGoodRulesInForce(String broken) {
        try (PrometheusPod pod = PrometheusPod.start(ProgramRun.of(OFTEN), Map.of())) {
            List<String> good = names(pod);
            assertThat(pod.metric("prometheus_config_last_reload_successful")).isEqualTo("1");

            Map<String, String> files =
                    new HashMap<>(TestStack.model(TestStack.DEFAULTS).ruleFiles());
            files.put("backend.yaml", broken);
            pod.files().write(pod.path(RULES), files);

            pod.waitUntil("the reload fails", () -> pod.metric("prometheus_config_last_reload_successful")
                    .equals("0"));
            assertThat(names(pod)).isEqualTo(good).contains("RenderowlBackendDown");
            assertThat(pod.isReady()).isTrue();
            pod.waitUntil("PrometheusConfigReloadFailed is pending", () -> pod.api("alerts", "").list("alerts").stream()
                    .anyMatch(alert -> alert.text("labels.alertname").equals("PrometheusConfigReloadFailed")));

            pod.files().write(ProgramRun.of(OFTEN));

            pod.waitUntil("the reload succeeds", () -> pod.metric("prometheus_config_last_reload_successful")
                    .equals("1"));
        }
    }

    @Test
    void rulesAboutWhatIsNotScrapedAreNotLoaded() {
        String less = "exporters: {redis: {enabled: false}, postgres: {enabled: false}}\n";
        try (PrometheusPod pod = PrometheusPod.start(ProgramRun.of(less), Map.of())) {
            assertThat(names(pod)).contains("RenderowlBackendDown").doesNotContain("RedisDown", "PostgreSQLDown");
        }
    }

    private static Stream<Document> rules(PrometheusPod pod) {
        return pod.api("rules", "").list("groups").stream().flatMap(group -> group.list("rules").stream());
    }

    private static List<String> names(PrometheusPod pod) {
        return rules(pod).map(rule -> rule.text("name")).sorted().toList();
    }

    private static String query(PrometheusPod pod, String name) {
        return rules(pod)
                .filter(rule -> rule.text("name").equals(name))
                .map(rule -> rule.text("query"))
                .findFirst()
                .orElseThrow();
    }

    /** The samples of its scrapes of itself so far. */
    private static List<?> samples(PrometheusPod pod) {
        return pod.api("query?query=up%7Bjob%3D%22prometheus%22%7D%5B1h%5D", "").list("result").stream()
                .flatMap(series -> series.list("values").stream())
                .map(Document::root)
                .toList();
    }
}
