package com.renderowl.monitoring.model;

import com.renderowl.monitoring.config.ResourceConfig;
import com.renderowl.monitoring.units.ImageReference;
import java.util.List;

/**
 * Something that runs: a container with all that it needs.
 *
 * @param kind how it is spread and updated
 * @param namespace where it lives
 * @param labels its labels, which also name it
 * @param image what runs
 * @param arguments the arguments of the image's program
 * @param environment its environment
 * @param port the port of its metrics, and of its user interface where it has one
 * @param probes how the platform finds out how it is
 * @param mounts the files it sees
 * @param resources what it may use
 * @param security what it may do
 * @param usesApi whether it talks to the Kubernetes API and so gets a token
 * @param stopSeconds how long it may take to stop
 */
public record Workload(
        WorkloadKind kind,
        String namespace,
        Labels labels,
        ImageReference image,
        List<String> arguments,
        List<EnvironmentVariable> environment,
        Port port,
        Probes probes,
        List<Mount> mounts,
        ResourceConfig resources,
        SecurityProfile security,
        boolean usesApi,
        int stopSeconds) {

    public Workload {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        mounts = List.copyOf(mounts);
    }

    /** The workload's name, which its Service and its account share. */
    public String name() {
        return labels.name();
    }

    /** This workload as an end of connections. */
    public Party.Own party() {
        return new Party.Own(name(), namespace, labels.selector(), security.hostNetwork());
    }
}
