package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Cidr;
import com.renderowl.monitoring.units.HostPort;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
     * @param addresses the addresses behind them, which the network policy admits; not empty where there is one
     */
    record Fixed(List<HostPort> targets, List<Cidr> addresses) implements Discovery {}

    /** Reads the keys of an application's section that say how it is found. */
    static Discovery read(ObjectReader section, String defaultNamespace, Map<String, String> defaultSelector) {
        String namespace = section.key("namespace", "Namespace of the pods and the Service")
                .value(Syntax.OBJECT_NAME, defaultNamespace);
        Map<String, String> selector = section.key("selector", "Labels of its pods")
                .map(Syntax.LABEL_KEY, Syntax.LABEL_VALUE, defaultSelector);
        String service = section.key("service", "Name of its Service, instead of selector")
                .valueOrNull(Syntax.OBJECT_NAME);
        Fixed fixed = new Fixed(
                section.key("targets", "Fixed targets outside the cluster, instead of selector")
                        .list(Syntax.HOST_PORT, List.of()),
                section.key("addresses", "Addresses behind the fixed targets; required with network.policies")
                        .list(Syntax.ADDRESSES, List.of()));
        refuseSecondWay(section);
        if (section.has("targets")) {
            checkFixed(section);
            return fixed;
        }
        section.refuseIfGiven(
                "addresses", "is only for fixed targets: the addresses of pods are known", "targets beside it");
        if (service != null) {
            return new Service(namespace, service);
        }
        if (selector.isEmpty() && section.isEmpty("selector")) {
            section.refuse(
                    "selector",
                    "is missing or empty, so every pod of the namespace would be scraped",
                    "at least one label, or service, or targets",
                    "set the labels of its pods");
        }
        return new Pods(namespace, selector);
    }

    /**
     * Reads the same keys on a Docker engine, where only fixed targets exist; none stands for the machine itself.
     * What says where pods are may only say what it says by default: the project file declares that for all stacks.
     */
    static Fixed readOnDocker(ObjectReader section, String defaultNamespace, Map<String, String> defaultSelector) {
        String namespace = section.key("namespace", "Namespace of the pods and the Service")
                .value(Syntax.OBJECT_NAME, defaultNamespace);
        Map<String, String> selector = section.key("selector", "Labels of its pods")
                .map(Syntax.LABEL_KEY, Syntax.LABEL_VALUE, defaultSelector);
        List<HostPort> targets = section.key("targets", "Fixed targets, instead of a port of the machine itself")
                .list(Syntax.HOST_PORT, List.of());
        String what = "has no effect on the platform docker, where an application is a port of the machine or targets";
        if (!namespace.equals(defaultNamespace)) {
            section.refuseIfGiven("namespace", what, "port or targets");
        }
        if (!selector.equals(defaultSelector)) {
            section.refuseIfGiven("selector", what, "port or targets");
        }
        section.refuseIfGiven("service", what, "port or targets");
        section.refuseIfGiven("addresses", "has no effect on the platform docker", "targets alone");
        return new Fixed(targets, List.of());
    }

    /** What listens on the machine that the containers run on. */
    static Fixed onTheMachine(int port) {
        return new Fixed(List.of(new HostPort(DockerConfig.HOST, port)), List.of());
    }

    private static void refuseSecondWay(ObjectReader section) {
        List<String> ways =
                Stream.of("selector", "service", "targets").filter(section::has).toList();
        if (ways.size() > 1) {
            section.refuse(
                    "has " + String.join(" and ", ways),
                    "one of selector, service and targets",
                    "keep the one that finds the application");
        }
    }

    private static void checkFixed(ObjectReader section) {
        section.refuseIfGiven("port", "has no effect beside targets, which bring their own ports", "port or targets");
        section.refuseIfGiven("namespace", "has no effect beside targets, which are in none", "namespace or targets");
        if (section.isEmpty("targets")) {
            section.refuse(
                    "targets",
                    "is empty",
                    "at least one entry: " + HostPort.ALLOWED,
                    "add a target, or set enabled to false");
        }
        if (section.reading().hasPolicies() && section.isEmpty("addresses")) {
            section.refuse(
                    "addresses",
                    "is missing or empty, so the network policy would stop every scrape",
                    "at least one entry: " + Cidr.ALLOWED,
                    "list the addresses behind the targets");
        }
    }
}
