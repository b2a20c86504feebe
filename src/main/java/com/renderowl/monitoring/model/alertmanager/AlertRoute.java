package com.renderowl.monitoring.model.alertmanager;

import com.renderowl.monitoring.model.prometheus.Yaml;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom alerts go to: the first of the routes below that matches, or else the receiver of this one. What a route does not
 * say, it has from the one above.
 *
 * @param matcher which alerts it is for, or null for all
 * @param receiver the name of the receiver
 * @param timing how notifications are put together, or null
 * @param routes the routes below
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#route">Alertmanager: route</a>
 */
public record AlertRoute(
        @Nullable AlertMatcher matcher, String receiver, @Nullable Timing timing, List<AlertRoute> routes) {

    public AlertRoute {
        routes = List.copyOf(routes);
    }

    /**
     * How alerts become notifications.
     *
     * @param labels alerts with the same values of these labels go together; none for those of the route above
     * @param delay how long a new group waits for more alerts
     * @param interval how long a group waits before it tells of a change
     * @param repeatInterval after what time an unchanged group is told again
     */
    public record Timing(List<String> labels, String delay, String interval, String repeatInterval) {

        public Timing {
            labels = List.copyOf(labels);
        }
    }

    static AlertRoute of(AlertMatcher matcher, String receiver) {
        return new AlertRoute(matcher, receiver, null, List.of());
    }

    Map<String, Object> toYaml() {
        Map<String, Object> yaml =
                Yaml.map("matchers", matcher == null ? null : List.of(matcher.toString()), "receiver", receiver);
        if (timing != null) {
            yaml.putAll(Yaml.map(
                    "group_by", timing.labels().isEmpty() ? null : timing.labels(),
                    "group_wait", timing.delay(),
                    "group_interval", timing.interval(),
                    "repeat_interval", timing.repeatInterval()));
        }
        if (!routes.isEmpty()) {
            yaml.put("routes", routes.stream().map(AlertRoute::toYaml).toList());
        }
        return yaml;
    }
}
