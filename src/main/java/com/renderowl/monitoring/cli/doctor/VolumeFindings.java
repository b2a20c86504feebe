package com.renderowl.monitoring.cli.doctor;

import com.renderowl.monitoring.ClaimedVolumes;
import com.renderowl.monitoring.ClaimedVolumes.Volume;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.units.ByteQuantity;
import com.renderowl.monitoring.units.PrometheusSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The volumes of a stack in a cluster: what they have beside what is configured, and what Prometheus may keep on them. */
public final class VolumeFindings {

    private VolumeFindings() {}

    /**
     * A finding for each volume, and one for a retention size that Prometheus does not have yet; none where none of the
     * volumes is there.
     */
    public static List<Finding> of(StackConfig config, ClaimedVolumes claimed) {
        if (!claimed.reason().isEmpty()) {
            return List.of(Finding.note("Volumes", "the cluster does not tell: " + claimed.reason()));
        }
        if (claimed.volumes().stream().allMatch(volume -> volume.live() == null)) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (Volume volume : claimed.volumes()) {
            findings.add(finding(volume, config.stack()));
        }
        PrometheusSize wanted = config.prometheus().retentionSize();
        Optional<PrometheusSize> deployed =
                config.operator().deployPrometheus() ? claimed.deployedRetentionSize() : Optional.empty();
        deployed.filter(size -> size.bytes() < wanted.bytes())
                .ifPresent(size -> findings.add(Finding.problem(
                        "Retention",
                        "Prometheus keeps " + size + ", and prometheus.retentionSize is " + wanted
                                + ": once its volumes have the room, './monitoring up " + config.stack()
                                + "' raises it")));
        return findings;
    }

    private static Finding finding(Volume volume, String stack) {
        String subject = "Volume " + volume.planned();
        ByteQuantity wanted = volume.size();
        String key = volume.planned().sizeKey();
        if (volume.live() == null) {
            return Finding.note(subject, "is not there: './monitoring up " + stack + "' makes it with " + wanted);
        }
        Optional<ByteQuantity> capacity = volume.capacity();
        if (capacity.isEmpty()) {
            return Finding.note(subject, "is not bound to a volume yet; " + wanted + " are configured");
        }
        if (!volume.isTooSmall()) {
            return Finding.ok(subject, capacity.get() + "; " + wanted + " are configured");
        }
        String has = "has " + capacity.get() + ", and " + key + " is " + wanted + ": ";
        if (volume.requested()
                .filter(requested -> requested.compareTo(wanted) >= 0)
                .isEmpty()) {
            return Finding.problem(subject, has + "'./monitoring up " + stack + "' asks for it");
        }
        String progress = volume.live().progress();
        return Finding.problem(
                subject,
                has
                        + (progress.isEmpty()
                                ? "it is asked for, and the storage driver has not expanded it yet"
                                : progress));
    }
}
