package com.renderowl.monitoring.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.platform.MonitoredPlatform;
import com.renderowl.monitoring.platform.RequiresPlatform;
import com.renderowl.monitoring.rules.RuleSettings;
import com.renderowl.monitoring.rules.contract.ContractCheck;
import com.renderowl.monitoring.rules.contract.Exposition;
import com.renderowl.monitoring.rules.contract.Metric;
import com.renderowl.monitoring.rules.contract.MetricContract;
import com.renderowl.monitoring.rules.contract.MetricSource;
import com.renderowl.monitoring.rules.contract.MetricType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The metric contract against what the real programs expose. */
@Tag("faults")
@RequiresPlatform
class ExposedMetricsTest {

    private static final MetricContract CONTRACT = MetricContract.of(RuleSettings.defaults());

    private static MonitoredPlatform platform;

    @BeforeAll
    static void startPlatform() {
        platform = MonitoredPlatform.start(Rehearsal.SETTINGS);
        platform.awaitResult("renderowl_video_renders_total{status=\"completed\"} > 0");
        platform.awaitResult("pg_stat_activity_count");
        platform.awaitResult("redis_up == 1");
        platform.awaitResult("count(up == 1) == 8");
    }

    @AfterAll
    static void stopPlatform() {
        if (platform != null) {
            platform.close();
        }
    }

    @ParameterizedTest
    @EnumSource(value = MetricSource.class, mode = EnumSource.Mode.EXCLUDE, names = "SCRAPE")
    void programsExposeWhatTheContractSays(MetricSource source) throws Exception {
        assertThat(ContractCheck.check(CONTRACT.metrics(source), exposition(source)))
                .isEmpty();
    }

    /** A label that dashboards may use, and that nobody has, is a panel that stays empty. */
    @ParameterizedTest
    @EnumSource(value = MetricSource.class, mode = EnumSource.Mode.EXCLUDE, names = "SCRAPE")
    void labelsOfTheContractAreThoseThatAreExposed(MetricSource source) throws Exception {
        Exposition exposed = exposition(source);
        for (Metric metric : CONTRACT.metrics(source)) {
            String series = metric.type() == MetricType.HISTOGRAM ? metric.name() + "_count" : metric.name();
            Set<String> labels = new TreeSet<>();
            exposed.samples().stream()
                    .filter(sample -> sample.name().equals(series))
                    .forEach(sample -> labels.addAll(sample.labels().keySet()));
            Set<String> declared = new TreeSet<>(metric.labels());
            declared.addAll(metric.optionalLabels());
            // Debian's PostgreSQL exporter is older than that of the stack, and lacks the optional ones.
            if (source != MetricSource.POSTGRES_EXPORTER) {
                assertThat(labels).as("labels of " + metric.name()).containsAll(declared);
            }
        }
    }

    /** What every series of a target gets, and what Prometheus writes itself, after the rendered relabeling. */
    @Test
    void everyTargetHasTheLabelsOfTheContract() {
        for (Metric metric : CONTRACT.metrics(MetricSource.SCRAPE)) {
            assertThat(platform.query(metric.name() + "{job!=\"prometheus\"}"))
                    .as(metric.name())
                    .hasSize(7)
                    .allSatisfy(series -> assertThat(MetricContract.TARGET_LABELS)
                            .allSatisfy(label -> assertThat(series.text("metric." + label))
                                    .as(label)
                                    .isNotIn("null", "")));
        }
    }

    private static Exposition exposition(MetricSource source) throws IOException, InterruptedException {
        String url =
                switch (source) {
                    case BACKEND -> platform.backends().get(0).url() + "/metrics";
                    case NODE_EXPORTER -> platform.exporter("node-exporter").url();
                    case POSTGRES_EXPORTER ->
                        platform.exporter("postgres-exporter").url();
                    case REDIS_EXPORTER -> platform.exporter("redis-exporter").url();
                    case PROMETHEUS -> platform.prometheus().url() + "/metrics";
                    case SCRAPE -> throw new IllegalArgumentException("nobody exposes it");
                };
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Accept", Exposition.ACCEPT)
                .build();
        return Exposition.parse(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }
}
