package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Cidr;
import com.renderowl.monitoring.units.HostPort;
import java.util.List;
import java.util.Map;

/** How the targets of an application are found. */
public sealed interface Discovery {

    /**
     * Every pod with these labels.
     *
     * @param namespace where the pods live
     * @param selector the labels; at least one
     */
    record Pods(String namespace, Map<String, String> selector) implements Discovery {}

    /**
     * Every endpoint of a Service.
     *
     * @param namespace where the Service and its pods live
     * @param service the Service's name
     */
    record Service(String namespace, String service) implements Discovery {}

    /**
     * Fixed targets, for what runs outside the cluster.
     *
     * @param targets where they listen; at least one
     * @param addresses the addresses behind them, which the network policy admits; at least one
     */
    record Fixed(List<HostPort> targets, List<Cidr> addresses) implements Discovery {}
}
