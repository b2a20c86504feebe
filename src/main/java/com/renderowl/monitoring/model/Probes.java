package com.renderowl.monitoring.model;

/**
 * The probes of a container.
 *
 * @param startup holds the other two back until it has succeeded once
 * @param readiness while it fails, no traffic is sent
 * @param liveness when it fails, the container is restarted
 */
public record Probes(Probe startup, Probe readiness, Probe liveness) {}
