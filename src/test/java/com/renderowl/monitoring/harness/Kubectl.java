package com.renderowl.monitoring.harness;

/** Asks a cluster as its administrator: {@code cluster::kubectl} of a {@link ControlPlane}, or of a cluster with nodes. */
@FunctionalInterface
public interface Kubectl {

    /**
     * Runs kubectl.
     *
     * @return its standard output
     * @throws AssertionError with its standard error, if it fails
     */
    String run(String... arguments);
}
