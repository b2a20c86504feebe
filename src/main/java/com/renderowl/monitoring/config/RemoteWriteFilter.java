package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.MetricPattern;
import com.renderowl.monitoring.units.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a remote write leaves out. What is kept is decided first, then what is dropped of it.
 *
 * @param keepMetrics an RE2 regular expression over metric names; others are not sent; null sends all
 * @param dropMetrics an RE2 regular expression over metric names that are not sent, or null
 * @param dropLabels labels that are taken off what is sent
 */
public record RemoteWriteFilter(@Nullable String keepMetrics, @Nullable String dropMetrics, List<String> dropLabels) {

    private static final Syntax<String> LABEL =
            Syntax.matching(Names::isPrometheusLabel, "is not a label name", Names.PROMETHEUS_LABEL_ALLOWED);

    static RemoteWriteFilter read(ObjectReader reader) {
        return new RemoteWriteFilter(
                metrics(
                        reader,
                        "keepMetrics",
                        "Regular expression of the metric names that are sent; all when not given"),
                metrics(reader, "dropMetrics", "Regular expression of the metric names that are not sent"),
                reader.key(
                                "dropLabels",
                                "Labels that are taken off what is sent; series must still differ without them")
                        .list(LABEL, List.of()));
    }

    private static @Nullable String metrics(ObjectReader reader, String key, String description) {
        return reader.key(key, description).valueOrNull(Syntax.METRICS.map(MetricPattern::text));
    }
}
