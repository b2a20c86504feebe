package com.renderowl.monitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum by (le, no_metric) (rate(renderowl_render_duration_seconds_bucket{job=~\\\"$job\\\", a!=\\\"b_c\\\"}[5m]))",
                "up{no_metric=\\\"x\\\"} == 0 or vector(0)",
                "redis_up and on (job, no_metric) (up offset 5m) unless bool:recorded:rate5m > 1e3",
                "count(ALERTS{alertstate=\\\"firing\\\"}) / $no_metric * -Inf"
            })
    void wordsThatAreNoMetricsAreLeftAlone(String expression) {
        assertThatCode(() -> check(expression)).doesNotThrowAnyException();
    }

    @Test
    void everyUnknownMetricIsNamedWithTheWayOut() {
        assertThatThrownBy(
                        () -> check(
                                "sum(rate(renderowl_http_request_total[5m])) / other_total + renderowl_render_duration_seconds"))
                .isInstanceOf(InvalidDashboardException.class)
                .hasMessage(
                        """
                        The dashboard dashboards/mine.json asks for metrics that nobody exposes; nothing was changed.
                          other_total, renderowl_http_request_total, renderowl_render_duration_seconds
                          allowed: the metrics of src/main/resources/metrics.yaml, and what the rules record
                          fix: correct src/main/resources/dashboards/mine.json, or add the metric to the contract""");
    }

    private static void check(String expression) {
        DashboardCheck.check(
                "mine",
                "{\"targets\": [{\"expr\": \"" + expression + "\"}, {\"expr\": \"up\"}]}",
                Set.of("bool:recorded:rate5m"));
    }
}
