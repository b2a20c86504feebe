package com.renderowl.monitoring.rules.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.renderowl.monitoring.rules.RuleSetting;
import com.renderowl.monitoring.rules.RuleSettings;
import com.renderowl.monitoring.rules.contract.ContractFinding.Kind;
import com.renderowl.monitoring.rules.contract.Exposition.Sample;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContractCheckTest {

    private static final String BACKEND =
            """
            # HELP renderowl_http_requests_total Requests. With a \\\\ and # in it.
            # TYPE renderowl_http_requests_total counter
            renderowl_http_requests_total{method="GET",route="/a{b}, \\"c\\"",status="200"} 1.5e+06 1700000000000
            renderowl_http_requests_total{method="GET",route="/",status="500"} 3
            # TYPE renderowl_http_request_duration_seconds histogram
            renderowl_http_request_duration_seconds_bucket{le="0.25"} 1
            renderowl_http_request_duration_seconds_bucket{le="0.5"} 1
            renderowl_http_request_duration_seconds_bucket{le="+Inf"} 2
            renderowl_http_request_duration_seconds_sum 0.5
            renderowl_http_request_duration_seconds_count 2
            # TYPE renderowl_video_renders_total counter
            renderowl_video_renders_total{status="completed"} 3
            # TYPE renderowl_render_duration_seconds histogram
            renderowl_render_duration_seconds_bucket{le="600"} 1
            renderowl_render_duration_seconds_bucket{le="+Inf"} 2
            renderowl_render_duration_seconds_sum 800
            renderowl_render_duration_seconds_count 2
            # TYPE gin_gin_requests_total counter
            gin_gin_requests_total{code="200",handler="x",host="h",method="GET",url="/"} 5
            # TYPE gin_gin_request_duration_seconds histogram
            gin_gin_request_duration_seconds_bucket{code="200",method="GET",url="/",le="+Inf"} 5
            # TYPE go_goroutines gauge
            go_goroutines 12
            # TYPE go_memstats_heap_inuse_bytes gauge
            go_memstats_heap_inuse_bytes 3.145728e+06
            """;

    private static final RuleSettings DEFAULTS = RuleSettings.defaults();

    @Test
    void whatKeepsToTheContractHasNoFindings() {
        assertThat(check(BACKEND, DEFAULTS)).isEmpty();
    }

    @Test
    void everythingThatIsWrongIsFound() {
        String bad = BACKEND.replace("status=\"500\"", "code=\"500\"")
                .replace("le=\"0.5\"", "le=\"0.6\"")
                .replaceAll("(?m)^.*video_renders.*\n", "")
                .replaceAll("(?m)^.*gin_gin_request_duration.*\n", "")
                .concat("# TYPE gin_gin_request_duration_seconds summary\n"
                        + "gin_gin_request_duration_seconds{quantile=\"0.5\"} NaN\n");

        List<ContractFinding> findings = check(bad, DEFAULTS);

        assertThat(findings)
                .extracting(ContractFinding::metric, ContractFinding::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("renderowl_http_requests_total", Kind.MISSING_LABEL),
                        org.assertj.core.groups.Tuple.tuple(
                                "renderowl_http_request_duration_seconds", Kind.MISSING_BOUND),
                        org.assertj.core.groups.Tuple.tuple("renderowl_video_renders_total", Kind.MISSING),
                        org.assertj.core.groups.Tuple.tuple("gin_gin_request_duration_seconds", Kind.WRONG_TYPE));
        assertThat(findings.get(1))
                .hasToString(
                        "renderowl_http_request_duration_seconds: has no bucket bound at 0.5, so a quantile near it is a"
                                + " guess; its bounds are [0.25, 0.6]\n"
                                + "     fix: add that bound, or set the threshold to one that is there");
    }

    @Test
    void labelsAndBoundsFollowTheSettings() {
        RuleSettings settings = DEFAULTS.with(RuleSetting.ERROR_STATUS_LABEL, "code")
                .with(RuleSetting.SLOW_REQUEST_SECONDS, "0.250")
                .with(RuleSetting.SLOW_RENDER_SECONDS, "1200");

        assertThat(check(BACKEND, settings))
                .extracting(ContractFinding::kind)
                .containsExactly(Kind.MISSING_LABEL, Kind.MISSING_BOUND);
    }

    @Test
    void whatIsNoExpositionIsRefusedWithItsLine() {
        assertThatThrownBy(() -> Exposition.parse("go_goroutines 12\n<html>\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 2 is no sample in Prometheus' text format");
        assertThatThrownBy(() -> Exposition.parse("up{job=\"a} 1\n"))
                .hasMessage("line 1 has labels that cannot be read");
    }

    @Test
    void samplesAreReadWithTheirLabels() {
        Exposition exposition = Exposition.parse("# EOF\n\nup 1\nup{a=\"b,c}\", d=\"\\\"\",} NaN\nup { } +Inf -5\n");

        assertThat(exposition.samples())
                .containsExactly(
                        new Sample("up", Map.of()),
                        new Sample("up", Map.of("a", "b,c}", "d", "\\\"")),
                        new Sample("up", Map.of()));
    }

    @Test
    void theContractKnowsTheSeriesOfItsMetrics() {
        MetricContract contract = MetricContract.of(DEFAULTS);

        assertThat(contract.series("renderowl_render_duration_seconds_bucket")).hasValueSatisfying(series -> {
            assertThat(series.isCounter()).isTrue();
            assertThat(series.labels()).isEqualTo(Set.of("le"));
        });
        assertThat(contract.series("renderowl_render_duration_seconds_count")).isPresent();
        assertThat(contract.series("renderowl_render_duration_seconds")).isEmpty();
        assertThat(contract.series("up"))
                .hasValueSatisfying(series -> assertThat(series.isCounter()).isFalse());
        assertThat(contract.series("up_count")).isEmpty();
    }

    /** What the requirements say rules and dashboards may rely on. */
    @Test
    void theContractHasWhatTheRequirementsName() {
        assertThat(MetricContract.of(DEFAULTS).metrics())
                .extracting(metric -> metric.name() + " " + metric.type().text())
                .contains(
                        "renderowl_http_requests_total counter",
                        "renderowl_http_request_duration_seconds histogram",
                        "renderowl_video_renders_total counter",
                        "renderowl_render_duration_seconds histogram",
                        "gin_gin_requests_total counter",
                        "gin_gin_request_duration_seconds histogram",
                        "go_goroutines gauge",
                        "go_memstats_heap_inuse_bytes gauge",
                        "node_cpu_seconds_total counter",
                        "node_memory_MemAvailable_bytes gauge",
                        "node_filesystem_avail_bytes gauge",
                        "pg_up gauge",
                        "pg_stat_activity_count gauge",
                        "redis_up gauge",
                        "redis_memory_used_bytes gauge");
    }

    private static List<ContractFinding> check(String text, RuleSettings settings) {
        return ContractCheck.check(MetricContract.of(settings).metrics(MetricSource.BACKEND), Exposition.parse(text));
    }
}
