package com.renderowl.monitoring.model;

import com.renderowl.monitoring.config.Discovery;
import com.renderowl.monitoring.units.PrometheusDuration;
import org.jspecify.annotations.Nullable;

/**
 * What a scrape job needs to know of its targets.
 *
 * @param job the job's name
 * @param discovery how the targets are found
 * @param port where they listen; fixed targets bring their own
 * @param path the HTTP path of the metrics
 * @param scheme http or https
 * @param interval how often they are scraped, or null for the stack's interval
 * @param instanceIsNode whether a target is known by its node rather than by its pod
 * @param isPrometheus whether the target is Prometheus itself, which may ask for a password or speak TLS
 */
public record ScrapeTarget(
        String job,
        Discovery discovery,
        int port,
        String path,
        String scheme,
        @Nullable PrometheusDuration interval,
        boolean instanceIsNode,
        boolean isPrometheus) {}
