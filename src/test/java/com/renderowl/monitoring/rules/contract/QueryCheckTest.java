package com.renderowl.monitoring.rules.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.rules.Rule;
import com.renderowl.monitoring.rules.RuleSetting;
import com.renderowl.monitoring.rules.RuleSettings;
import com.renderowl.monitoring.rules.promql.PromqlParser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("rules")
@RequiresTools("prometheus")
@ExtendWith(PromqlParser.Extension.class)
class QueryCheckTest {

    @Test
    void everyRuleKeepsToTheContract(PromqlParser parser) {
        QueryCheck check = new QueryCheck(MetricContract.of(RuleSettings.defaults()), parser);

        assertThat(Rule.all()).allSatisfy(rule -> assertThat(check.problems(parser.parse(rule.expression())))
                .as(rule.name())
                .isEmpty());
    }

    /** The rules ask for the label status, which the contract then no longer has. */
    @Test
    void theContractFollowsTheSettings(PromqlParser parser) {
        RuleSettings settings = RuleSettings.defaults().with(RuleSetting.ERROR_STATUS_LABEL, "code");
        QueryCheck check = new QueryCheck(MetricContract.of(settings), parser);

        assertThat(check.problems(parser.parse("renderowl_http_requests_total{status=\"500\"}")))
                .containsExactly("no label status in: renderowl_http_requests_total{status=\"500\"}");
        assertThat(check.problems(parser.parse("renderowl_http_requests_total{code=\"500\"}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "renderowl_http_request_total | renderowl_http_request_total is neither in the contract nor recorded",
                "renderowl_render_duration_seconds | renderowl_render_duration_seconds is neither in the contract nor recorded",
                "up_bucket | up_bucket is neither in the contract nor recorded",
                "rate(pg_up[5m]) | rate of what is no counter: rate(pg_up[5m])",
                "increase(go_goroutines[5m]) | increase of what is no counter: increase(go_goroutines[5m])",
                "rate(namespace_job:renderowl_http_requests:rate5m[5m]) | rate of what is no counter: rate(namespace_job:renderowl_http_requests:rate5m[5m])",
                "deriv(node_cpu_seconds_total[5m]) | deriv of a counter: deriv(node_cpu_seconds_total[5m])",
                "max_over_time(renderowl_render_duration_seconds_sum[5m]) | max_over_time of a counter: max_over_time(renderowl_render_duration_seconds_sum[5m])",
                "histogram_quantile(0.9, rate(renderowl_http_requests_total[5m])) | histogram_quantile of what is no rate of buckets by le: histogram_quantile(0.9, rate(renderowl_http_requests_total[5m]))",
                "histogram_quantile(0.9, renderowl_render_duration_seconds_bucket) | histogram_quantile of what is no rate of buckets by le: histogram_quantile(0.9, renderowl_render_duration_seconds_bucket)",
                "histogram_quantile(0.9, sum by (job) (rate(renderowl_render_duration_seconds_bucket[5m]))) | histogram_quantile of what is no rate of buckets by le: histogram_quantile(0.9, sum by (job) (rate(renderowl_render_duration_seconds_bucket[5m])))",
                "histogram_quantile(0.9, rate(renderowl_render_duration_seconds_count[5m])) | histogram_quantile of what is no rate of buckets by le: histogram_quantile(0.9, rate(renderowl_render_duration_seconds_count[5m]))",
                "sum by (route) (rate(node_cpu_seconds_total[5m])) | no label route in: sum by (route) (rate(node_cpu_seconds_total[5m]))",
                "sum by (pod) (namespace_job:renderowl_http_requests:rate5m) | no label pod in: sum by (pod) (namespace_job:renderowl_http_requests:rate5m)",
                "sum by (job) (rate(node_cpu_seconds_total[5m])) + on (instance) up | no label instance in: sum by (job) (rate(node_cpu_seconds_total[5m])) + on (instance) up",
                "label_replace(up, \"a\", \"$1\", \"b\", \"(.*)\") | no label b in: label_replace(up, \"a\", \"$1\", \"b\", \"(.*)\")"
            })
    void queriesThatDoNotAreFound(String query, String problem, PromqlParser parser) {
        QueryCheck check = new QueryCheck(MetricContract.of(RuleSettings.defaults()), parser);

        assertThat(check.problems(parser.parse(query))).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum by (route) (rate(renderowl_http_requests_total{method=\"GET\"}[5m]))",
                "histogram_quantile(0.5, sum by (le, route) (rate(renderowl_http_request_duration_seconds_bucket[5m])))",
                "rate(renderowl_render_duration_seconds_sum[5m]) / rate(renderowl_render_duration_seconds_count[5m])",
                "count by (alertname) (ALERTS{alertstate=\"firing\"})",
                "sum by (a) (label_replace(up, \"a\", \"$1\", \"pod\", \"(.*)\"))",
                "1 - avg by (instance) (rate(node_cpu_seconds_total{mode=\"idle\"}[5m]))"
            })
    void queriesThatDoArePassed(String query, PromqlParser parser) {
        QueryCheck check = new QueryCheck(MetricContract.of(RuleSettings.defaults()), parser);

        assertThat(check.problems(parser.parse(query))).isEmpty();
    }
}
