package com.renderowl.monitoring.cli.doctor;

import com.renderowl.monitoring.capacity.VolumeShare;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.machine.DockerApi;
import com.renderowl.monitoring.units.PrometheusSize;
import java.util.Locale;

/** The disk that all volumes of a Docker engine share, as they have no size of their own there. */
public final class DockerDisk {

    private static final double GIBIBYTE = 1L << 30;

    private DockerDisk() {}

    /** Whether what Prometheus may keep fits the disk, as far as that is known. */
    public static Finding finding(StackConfig config, DockerApi engine) {
        PrometheusSize kept = config.prometheus().retentionSize();
        String shared = "have no size of their own on Docker: they share the engine's disk";
        String limit = "; Prometheus keeps " + kept + " at most (prometheus.retentionSize)";
        return engine.disk()
                .map(disk -> {
                    String size = String.format(
                            Locale.ROOT,
                            ", with %.1f of %.1f GiB free below %s",
                            disk.free() / GIBIBYTE,
                            disk.total() / GIBIBYTE,
                            disk.folder());
                    return disk.total() < VolumeShare.volumeFor(kept).bytes()
                            ? Finding.problem(
                                    "Volumes", shared + size + limit + ", which needs " + VolumeShare.volumeFor(kept))
                            : Finding.ok("Volumes", shared + size + limit);
                })
                .orElseGet(() -> Finding.ok("Volumes", shared + limit));
    }
}
