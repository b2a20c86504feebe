package com.renderowl.monitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.rules.Rule;
import com.renderowl.monitoring.rules.RuleSetting;
import com.renderowl.monitoring.rules.RuleSettings;
import com.renderowl.monitoring.rules.contract.Metric;
import com.renderowl.monitoring.rules.contract.MetricContract;
import com.renderowl.monitoring.rules.contract.QueryCheck;
import com.renderowl.monitoring.rules.promql.Expression.Selector;
import com.renderowl.monitoring.rules.promql.PromqlParser;
import com.renderowl.monitoring.rules.promql.PromqlParser.InvalidPromql;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The dashboards' queries against Prometheus' own parser and the metric contract. */
@Tag("rules")
@RequiresTools("prometheus")
@ExtendWith(PromqlParser.Extension.class)
class DashboardQueriesTest {

    private final PromqlParser parser;

    DashboardQueriesTest(PromqlParser parser) {
        this.parser = parser;
    }

    @Test
    void everyQueryKeepsToTheContract() {
        assertThat(problems(RuleSettings.defaults())).isEmpty();
        assertThat(queries(RuleSettings.defaults())).hasSizeGreaterThan(80);
    }

    @Test
    void queriesFollowTheSettings() {
        RuleSettings settings = RuleSettings.defaults()
                .with(RuleSetting.ERROR_STATUS_LABEL, "code")
                .with(RuleSetting.RENDER_FAILURE_LABEL, "outcome");

        assertThat(problems(settings)).isEmpty();
    }

    @Test
    void everyMetricOfTheContractIsAskedForBySomebody() {
        MetricContract contract = MetricContract.of(RuleSettings.defaults());
        Set<String> used = new HashSet<>();
        Stream.concat(
                        Rule.all().stream().map(Rule::expression),
                        queries(RuleSettings.defaults()).stream().map(Dashboard.Query::expression))
                .flatMap(expression -> parser.parse(expression).all())
                .filter(Selector.class::isInstance)
                .forEach(selector -> contract.series(((Selector) selector).name())
                        .ifPresent(series -> used.add(series.metric().name())));

        assertThat(contract.metrics()).extracting(Metric::name).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void aMistypedMetricIsFound() {
        String mistyped = DashboardFiles.text(DashboardSubject.REDIS, RuleSettings.defaults())
                .replace("redis_connected_clients", "redis_clients_connected");

        assertThat(problems(List.of(Dashboard.parse("mistyped", mistyped)), RuleSettings.defaults()))
                .containsExactly(
                        "mistyped: Clients A: redis_clients_connected is neither in the contract nor recorded",
                        "mistyped: Clients A: redis_clients_connected is neither in the contract nor recorded");
    }

    @Test
    void aMistypedLabelOfAVariableIsFound() {
        String mistyped = DashboardFiles.text(DashboardSubject.REDIS, RuleSettings.defaults())
                .replace("label_values(redis_up, instance)", "label_values(redis_up, host)");

        assertThat(problems(List.of(Dashboard.parse("mistyped", mistyped)), RuleSettings.defaults()))
                .containsExactly("mistyped: variable instance: no label host in: count by (host) (redis_up)");
    }

    @Test
    void brokenPromqlIsRefused() {
        String broken = DashboardFiles.text(DashboardSubject.REDIS, RuleSettings.defaults())
                .replace("max(redis_up{instance=~\\\"$instance\\\"})", "max(redis_up{instance=~\\\"$instance\\\"}");

        assertThatThrownBy(() -> problems(List.of(Dashboard.parse("broken", broken)), RuleSettings.defaults()))
                .isInstanceOf(InvalidPromql.class)
                .hasMessageContaining("unclosed left parenthesis");
    }

    private List<String> problems(RuleSettings settings) {
        return problems(dashboards(settings), settings);
    }

    private List<String> problems(List<Dashboard> dashboards, RuleSettings settings) {
        QueryCheck check = new QueryCheck(MetricContract.of(settings), parser);
        List<String> problems = new ArrayList<>();
        for (Dashboard.Query query : queries(dashboards)) {
            check.problems(parser.parse(query.expression()))
                    .forEach(problem -> problems.add(query.place() + ": " + problem));
        }
        return problems;
    }

    private static List<Dashboard.Query> queries(RuleSettings settings) {
        return queries(dashboards(settings));
    }

    private static List<Dashboard.Query> queries(List<Dashboard> dashboards) {
        return dashboards.stream()
                .flatMap(dashboard ->
                        Stream.concat(dashboard.queries("5m").stream(), dashboard.variableQueries().stream()))
                .toList();
    }

    private static List<Dashboard> dashboards(RuleSettings settings) {
        return Stream.of(DashboardSubject.values())
                .map(subject -> Dashboard.of(subject, settings))
                .toList();
    }
}
