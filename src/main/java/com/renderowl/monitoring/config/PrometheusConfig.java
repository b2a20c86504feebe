package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.ImageReference;
import com.renderowl.monitoring.units.Names;
import com.renderowl.monitoring.units.PrometheusDuration;
import com.renderowl.monitoring.units.PrometheusSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prometheus itself.
 *
 * @param image the container image, pinned
 * @param replicas how many run; more than one needs a platform with a volume for each
 * @param resources what it may use
 * @param retention how long samples are kept
 * @param retentionSize how much room samples may take before the oldest are deleted
 * @param volume the volume they are kept on
 * @param scrapeInterval how often targets are scraped unless they say otherwise
 * @param scrapeTimeout how long a scrape may take
 * @param evaluationInterval how often rules are evaluated
 * @param externalLabels labels added to whatever leaves this Prometheus, in the user's order
 * @param logLevel the least severe message that is logged
 * @param remoteWrites where samples are copied to
 */
public record PrometheusConfig(
        ImageReference image,
        int replicas,
        ResourceConfig resources,
        PrometheusDuration retention,
        PrometheusSize retentionSize,
        VolumeConfig volume,
        PrometheusDuration scrapeInterval,
        PrometheusDuration scrapeTimeout,
        PrometheusDuration evaluationInterval,
        Map<String, String> externalLabels,
        String logLevel,
        List<RemoteWriteConfig> remoteWrites) {

    /**
     * The share of the volume that samples may take. Retention by size counts blocks and the write-ahead log but deletes
     * blocks only, and compaction needs room for a second copy of what it merges.
     *
     * @see <a href="https://prometheus.io/docs/prometheus/latest/storage/#right-sizing-retention-size">Right-sizing</a>
     */
    static final double LARGEST_SHARE_OF_VOLUME = 0.8;

    static PrometheusConfig read(ObjectReader reader, String stack, StackSecrets secrets) {
        PrometheusConfig config = new PrometheusConfig(
                reader.key("image", "Container image")
                        .parsed(Images.PROMETHEUS, ImageReference::parse, ImageReference.ALLOWED),
                reader.key("replicas", "How many run; the kubernetes platform runs one on its volume")
                        .integer(1, 1, 1),
                ResourceConfig.read(reader.object("resources"), ResourceConfig.of("250m", "1000m", "512Mi", "2Gi")),
                duration(reader.key("retention", "How long samples are kept"), "15d"),
                reader.key("retentionSize", "How much room samples may take; at most 80% of the volume")
                        .parsed(PrometheusSize.parse("10GB"), PrometheusSize::parse, PrometheusSize.ALLOWED),
                VolumeConfig.read(reader.object("volume"), "16Gi"),
                duration(reader.key("scrapeInterval", "How often targets are scraped"), "15s"),
                duration(reader.key("scrapeTimeout", "How long a scrape may take"), "10s"),
                duration(reader.key("evaluationInterval", "How often rules are evaluated"), "15s"),
                externalLabels(reader, stack),
                reader.key("logLevel", "The least severe message that is logged")
                        .choice("info", choices()),
                remoteWrites(reader, secrets));
        reader.refuseUnknownKeys();
        config.check(reader);
        return config;
    }

    private void check(ObjectReader reader) {
        if (retentionSize.bytes() > volume.size().bytes() * LARGEST_SHARE_OF_VOLUME) {
            long gibibytes = (long) Math.ceil(retentionSize.bytes() / LARGEST_SHARE_OF_VOLUME / (1L << 30));
            reader.problems()
                    .add(
                            reader.pathOf("retentionSize"),
                            KeyReader.quoted(retentionSize.toString()) + " does not fit a volume of " + volume.size(),
                            "at most 80% of " + reader.pathOf("volume.size")
                                    + ", because the write-ahead log and compaction need room too",
                            "lower it, or set " + reader.pathOf("volume.size") + " to at least " + gibibytes + "Gi");
        }
        if (scrapeTimeout.compareTo(scrapeInterval) > 0) {
            reader.problems()
                    .add(
                            reader.pathOf("scrapeTimeout"),
                            KeyReader.quoted(scrapeTimeout.toString()) + " is longer than the scrape interval of "
                                    + scrapeInterval,
                            "at most " + reader.pathOf("scrapeInterval"),
                            "shorten the timeout or lengthen the interval");
        }
    }

    private static PrometheusDuration duration(KeyReader key, String defaultValue) {
        return key.parsed(
                PrometheusDuration.parse(defaultValue), PrometheusDuration::parse, PrometheusDuration.ALLOWED);
    }

    private static Map<String, String> externalLabels(ObjectReader reader, String stack) {
        return reader.key("externalLabels", "Labels added to whatever leaves this Prometheus")
                .map(
                        Map.of("environment", stack),
                        "label names with texts; name: " + Names.PROMETHEUS_LABEL_ALLOWED,
                        (name, value) -> {
                            if (!Names.isPrometheusLabel(name)) {
                                throw new IllegalArgumentException(
                                        "belongs to " + KeyReader.quoted(name) + ", which is no label name");
                            }
                            return value;
                        });
    }

    private static Map<String, String> choices() {
        Map<String, String> choices = new LinkedHashMap<>();
        Stream.of("debug", "info", "warn", "error").forEach(level -> choices.put(level, level));
        return choices;
    }

    private static List<RemoteWriteConfig> remoteWrites(ObjectReader reader, StackSecrets secrets) {
        List<RemoteWriteConfig> remoteWrites = reader.objects("remoteWrite").stream()
                .map(entry -> RemoteWriteConfig.read(entry, secrets))
                .toList();
        RemoteWriteConfig.checkNames(reader, remoteWrites);
        return remoteWrites;
    }
}
