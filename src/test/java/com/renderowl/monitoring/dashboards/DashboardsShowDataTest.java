package com.renderowl.monitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.dashboards.Dashboard.Query;
import com.renderowl.monitoring.platform.MonitoredPlatform;
import com.renderowl.monitoring.platform.RequiresPlatform;
import com.renderowl.monitoring.rules.RuleSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every query of every dashboard, asked of a real Prometheus with the stack's configuration and rules that scrapes real
 * exporters and the reference backend: each finds something, as it would in Grafana.
 */
@Tag("faults")
@RequiresPlatform
class DashboardsShowDataTest {

    /** As for real use, but twenty times as fast: windows of half an hour hold a minute and a half. */
    private static final String SETTINGS =
            """
            prometheus: {scrapeInterval: 2s, scrapeTimeout: 2s, evaluationInterval: 1s}
            alerts: {timeDivisor: 20}
            """;

    /** What Grafana makes of {@code $__rate_interval} with that interval: four times it, at least. */
    private static final String RATE_INTERVAL = "15s";

    private static MonitoredPlatform platform;

    @BeforeAll
    static void start() {
        platform = MonitoredPlatform.start(SETTINGS);
    }

    @AfterAll
    static void stop() {
        if (platform != null) {
            platform.close();
        }
    }

    @Test
    void noPanelIsEmpty() {
        awaitData(dashboard -> dashboard.queries(RATE_INTERVAL));
    }

    @Test
    void noVariableIsWithoutAChoice() {
        awaitData(Dashboard::variableQueries);
    }

    /** The test above would be worth nothing if an empty panel passed it. */
    @Test
    void aPanelOfNothingIsFound() {
        assertThat(hasData("rate(renderowl_no_such_total[15s])")).isFalse();
        assertThat(hasData("vector(0) / vector(0)")).as("not a number").isFalse();
        assertThat(hasData("vector(0)")).isTrue();
    }

    /** Few queries need more than a few scrapes, none more than the longest window of a recorded rate. */
    private static void awaitData(Function<Dashboard, List<Query>> queries) {
        List<Query> empty = new ArrayList<>();
        for (DashboardSubject subject : DashboardSubject.values()) {
            empty.addAll(queries.apply(Dashboard.of(subject, RuleSettings.defaults())));
        }
        assertThat(empty).isNotEmpty();
        try {
            platform.prometheus().waitUntil("every query has data", () -> {
                empty.removeIf(query -> hasData(query.expression()));
                return empty.isEmpty();
            });
        } catch (AssertionError late) {
            throw new AssertionError("these find nothing: " + empty, late);
        }
    }

    /** A quantile of no observations, and a share of nothing, are series too, but of no number. */
    private static boolean hasData(String expression) {
        return platform.query(expression).stream()
                .map(series -> series.list("value").get(1))
                .map(Document::root)
                .anyMatch(value -> !value.equals("NaN"));
    }
}
