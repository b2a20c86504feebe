package com.renderowl.monitoring.model;

import com.renderowl.monitoring.config.Discovery;
import com.renderowl.monitoring.config.Platform;
import com.renderowl.monitoring.units.HostPort;
import java.util.List;

/** How Prometheus finds what the stack itself runs: the only thing about it that the platforms do not share. */
public final class WorkloadDiscovery {

    private WorkloadDiscovery() {}

    /** In a cluster by the labels of the pods, on an engine by the container's name on their network. */
    public static Discovery of(Platform platform, Workload workload) {
        return switch (platform) {
            case KUBERNETES, OPERATOR ->
                new Discovery.Pods(workload.namespace(), workload.labels().selector());
            case DOCKER ->
                new Discovery.Fixed(
                        List.of(new HostPort(workload.name(), workload.port().number())), List.of());
        };
    }
}
