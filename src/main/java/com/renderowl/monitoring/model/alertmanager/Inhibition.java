package com.renderowl.monitoring.model.alertmanager;

import com.renderowl.monitoring.model.prometheus.Yaml;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * That one alert makes others needless: while it fires, nobody is told of them.
 *
 * @param source what the one alert matches
 * @param target what the others match
 * @param equal the labels in which both must agree; a label that neither has counts as equal
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#inhibition-related-settings">Inhibition</a>
 */
public record Inhibition(AlertMatcher source, AlertMatcher target, List<String> equal) {

    public Inhibition {
        equal = List.copyOf(equal);
    }

    /**
     * Those of every stack. What a cause has in common with its effects is its kind, not its labels: an alert on a target
     * that vanished has no instance.
     */
    public static final List<Inhibition> ALL = List.of(
            // Figures of a backend that is down are its last gasps.
            alerts(
                    "RenderowlBackendDown",
                    "RenderowlBackendHighErrorRate|RenderowlBackendSlowRequests|RenderowlRenderFailures"
                            + "|RenderowlSlowRenders|RenderowlRenderingStopped"),
            alerts("PostgreSQLDown", "PostgreSQLConnectionsNearLimit"),
            alerts("RedisDown", "RedisMemoryNearLimit"),
            // The same fault, seen from two sides.
            alerts("RenderowlBackendDown|PostgreSQLDown|RedisDown", "TargetDown|ScrapeJobWithoutTargets", "job"),
            // The same subject in two severities.
            new Inhibition(
                    AlertMatcher.is("severity", "critical"),
                    AlertMatcher.matches("severity", "warning|info"),
                    List.of("alertname", "namespace", "job", "instance")));

    private static Inhibition alerts(String sources, String targets, String... equal) {
        return new Inhibition(
                AlertMatcher.matches("alertname", sources), AlertMatcher.matches("alertname", targets), List.of(equal));
    }

    Map<String, Object> toYaml() {
        @Nullable List<String> labels = equal.isEmpty() ? null : equal;
        return Yaml.map(
                "source_matchers", List.of(source.toString()),
                "target_matchers", List.of(target.toString()),
                "equal", labels);
    }
}
