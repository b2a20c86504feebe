package com.renderowl.monitoring.config;

import com.renderowl.monitoring.capacity.VolumeShare;
import com.renderowl.monitoring.units.ImageReference;
import com.renderowl.monitoring.units.Names;
import com.renderowl.monitoring.units.PrometheusDuration;
import com.renderowl.monitoring.units.PrometheusSize;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
 * @param externalLabels labels added to whatever leaves this Prometheus, by name
 * @param logLevel the least severe message that is logged
 * @param remoteWrites where samples are copied to
 * @param objectStorage where finished blocks are uploaded to, or null
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
        List<RemoteWriteConfig> remoteWrites,
        @Nullable ObjectStorageConfig objectStorage) {

    private static final Syntax<String> LABEL_NAME =
            Syntax.matching(Names::isPrometheusLabel, "is not a label name", Names.PROMETHEUS_LABEL_ALLOWED);

    /** Prometheus replaces $NAME in external labels by an environment variable. */
    private static final Syntax<String> LABEL_TEXT = Syntax.matching(
            text -> !text.isBlank() && !text.contains("$"),
            "is empty or holds a $, which Prometheus would replace by an environment variable",
            "a text without $");

    static PrometheusConfig read(ObjectReader reader, StackSecrets secrets, Platform platform) {
        ImageReference image = reader.key("image", "Container image").value(image(platform), Images.PROMETHEUS);
        int replicas = reader.key("replicas", "How many run; more than one on the platform operator only")
                .value(Syntax.integer(1, 10), 1);
        ResourceConfig resources =
                ResourceConfig.read(reader.object("resources"), ResourceConfig.of("250m", "1000m", "512Mi", "2Gi"));
        PrometheusDuration retention = duration(reader, "retention", "How long samples are kept", "15d");
        PrometheusSize retentionSize = reader.key(
                        "retentionSize",
                        "How much room samples may take; at most 80% of the volume; 5GB on the platform docker")
                .value(Syntax.SIZE, PrometheusSize.parse(retentionSize(platform)));
        VolumeConfig volume = VolumeConfig.read(reader.object("volume"), "the samples", "16Gi");
        PrometheusDuration scrapeInterval = duration(reader, "scrapeInterval", "How often targets are scraped", "15s");
        PrometheusDuration scrapeTimeout = reader.key(
                        "scrapeTimeout", "How long a scrape may take; the interval where that is shorter than 10s")
                .value(Syntax.DURATION, shorter(PrometheusDuration.parse("10s"), scrapeInterval));
        PrometheusDuration evaluationInterval =
                duration(reader, "evaluationInterval", "How often rules are evaluated", "15s");
        Map<String, String> externalLabels = reader.key(
                        "externalLabels", "Labels added to whatever leaves this Prometheus")
                .map(
                        LABEL_NAME,
                        LABEL_TEXT,
                        Map.of("environment", reader.reading().stack()));
        PrometheusConfig config = new PrometheusConfig(
                image,
                replicas,
                resources,
                retention,
                retentionSize,
                volume,
                scrapeInterval,
                scrapeTimeout,
                evaluationInterval,
                externalLabels,
                reader.key("logLevel", "The least severe message that is logged")
                        .value(Syntax.oneOf("debug", "info", "warn", "error"), "info"),
                RemoteWriteConfig.readAll(reader, secrets),
                ObjectStorageConfig.read(reader, secrets, externalLabels));
        reader.refuseUnknownKeys();
        config.check(reader, platform);
        return config;
    }

    PrometheusConfig withRetentionSize(PrometheusSize size) {
        return new PrometheusConfig(
                image,
                replicas,
                resources,
                retention,
                size,
                volume,
                scrapeInterval,
                scrapeTimeout,
                evaluationInterval,
                externalLabels,
                logLevel,
                remoteWrites,
                objectStorage);
    }

    private static Syntax<ImageReference> image(Platform platform) {
        return switch (platform) {
            case KUBERNETES, DOCKER -> Syntax.PROMETHEUS;
            // The operator knows which flags each release has.
            case OPERATOR -> Syntax.IMAGE;
        };
    }

    private static String retentionSize(Platform platform) {
        return switch (platform) {
            case KUBERNETES, OPERATOR -> "10GB";
            case DOCKER -> "5GB";
        };
    }

    private void check(ObjectReader reader, Platform platform) {
        switch (platform) {
            case KUBERNETES, OPERATOR -> checkVolume(reader);
            // A volume there is as large as the engine's disk.
            case DOCKER -> {}
        }
        checkTimeout(reader);
    }

    private void checkVolume(ObjectReader reader) {
        String sizePath = reader.pathOf("volume", "size");
        if (!VolumeShare.fits(retentionSize, volume.size())) {
            reader.refuse(
                    "retentionSize",
                    Shown.quoted(retentionSize.toString()) + " does not fit a volume of " + volume.size(),
                    "at most 80% of " + sizePath + ", because the write-ahead log and compaction need room too",
                    "lower it, or set " + sizePath + " to at least " + VolumeShare.volumeFor(retentionSize));
        }
    }

    private void checkTimeout(ObjectReader reader) {
        if (scrapeTimeout.compareTo(scrapeInterval) > 0) {
            reader.refuse(
                    "scrapeTimeout",
                    Shown.quoted(scrapeTimeout.toString()) + " is longer than the scrape interval of " + scrapeInterval,
                    "at most " + reader.pathOf("scrapeInterval"),
                    "shorten the timeout or lengthen the interval");
        }
    }

    private static PrometheusDuration duration(
            ObjectReader reader, String name, String description, String defaultValue) {
        return reader.key(name, description).value(Syntax.DURATION, PrometheusDuration.parse(defaultValue));
    }

    private static PrometheusDuration shorter(PrometheusDuration one, PrometheusDuration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
