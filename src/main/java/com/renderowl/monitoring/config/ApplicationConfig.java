package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Cidr;
import com.renderowl.monitoring.units.HostPort;
import com.renderowl.monitoring.units.Names;
import com.renderowl.monitoring.units.PrometheusDuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An application whose metrics are scraped.
 *
 * @param name its key in the configuration
 * @param job the name of its scrape job, unique in the stack
 * @param discovery how its targets are found
 * @param port where they listen
 * @param path the HTTP path of the metrics
 * @param scheme http or https
 * @param scrapeInterval how often it is scraped, or null for the stack's interval
 */
public record ApplicationConfig(
        String name,
        String job,
        Discovery discovery,
        int port,
        String path,
        String scheme,
        @Nullable PrometheusDuration scrapeInterval) {

    /** What holds for an application unless its section says otherwise. */
    private record Defaults(String job, int port, String path, Map<String, String> selector) {}

    private static final Map<String, Defaults> KNOWN = known();

    private static Map<String, Defaults> known() {
        Map<String, Defaults> known = new LinkedHashMap<>();
        known.put("backend", new Defaults("renderowl-backend", 8080, "/metrics", Map.of("app", "renderowl-backend")));
        known.put(
                "frontend",
                new Defaults("renderowl-frontend", 3000, "/api/metrics", Map.of("app", "renderowl-frontend")));
        return known;
    }

    /** Reads all applications: the known ones with their defaults, then the user's in the user's order. */
    static List<ApplicationConfig> readAll(ObjectReader reader, String namespace, PrometheusDuration timeout) {
        Set<String> names = new LinkedHashSet<>(KNOWN.keySet());
        names.addAll(reader.keys());
        List<ApplicationConfig> applications = new ArrayList<>();
        for (String name : names) {
            if (!Names.isObjectName(name)) {
                reader.problems()
                        .add(
                                reader.pathOf(name),
                                KeyReader.quoted(name) + " is not a valid name",
                                Names.OBJECT_ALLOWED,
                                "rename the application");
            }
            ObjectReader section = reader.object(name);
            Defaults defaults = KNOWN.getOrDefault(name, new Defaults(name, 0, "/metrics", Map.of()));
            boolean enabled = section.key("enabled", "Whether it is scraped").flag(true);
            ApplicationConfig application = read(section, name, defaults, namespace, timeout);
            if (enabled) {
                applications.add(application);
            }
        }
        if (applications.isEmpty()) {
            reader.problems()
                    .add(
                            reader.path(),
                            "no application is left to be scraped",
                            "at least one that is enabled",
                            "enable " + String.join(" or ", KNOWN.keySet()) + ", or add one of your own");
        }
        return List.copyOf(applications);
    }

    private static ApplicationConfig read(
            ObjectReader section, String name, Defaults defaults, String namespace, PrometheusDuration timeout) {
        Discovery discovery = discovery(section, defaults, namespace);
        ApplicationConfig application = new ApplicationConfig(
                name,
                section.key("job", "Name of the scrape job, unique in the stack")
                        .checked(
                                defaults.job,
                                Names::isJobName,
                                "is not a job name",
                                "letters, digits, dots, dashes, slashes and underscores"),
                discovery,
                port(section, defaults, discovery),
                section.key("path", "HTTP path of the metrics")
                        .checked(
                                defaults.path,
                                text -> text.matches("/[A-Za-z0-9._~/-]*"),
                                "is not a path",
                                "a path that starts with a slash, such as /metrics"),
                section.key("scheme", "http or https").choice("http", schemes()),
                section.key("scrapeInterval", "How often it is scraped; as all others when not given")
                        .parsedOrNull(PrometheusDuration::parse, PrometheusDuration.ALLOWED));
        section.refuseUnknownKeys();
        if (application.scrapeInterval != null && timeout.compareTo(application.scrapeInterval) > 0) {
            section.problems()
                    .add(
                            section.pathOf("scrapeInterval"),
                            KeyReader.quoted(application.scrapeInterval.toString())
                                    + " is shorter than the scrape timeout of " + timeout,
                            "at least prometheus.scrapeTimeout",
                            "lengthen it, or shorten prometheus.scrapeTimeout");
        }
        return application;
    }

    private static int port(ObjectReader section, Defaults defaults, Discovery discovery) {
        KeyReader key = section.key("port", "Port of the metrics; fixed targets bring their own");
        boolean fixed = discovery instanceof Discovery.Fixed;
        if (fixed && section.has("port")) {
            section.problems()
                    .add(
                            section.pathOf("port"),
                            "is given beside targets, which bring their own ports",
                            "port or targets",
                            "remove one of them");
        }
        if (!fixed && defaults.port == 0 && !section.has("port")) {
            section.problems().add(section.pathOf("port"), "is missing", "a whole number from 1 to 65535", "set it");
        }
        return Checks.port(key, defaults.port == 0 ? 8080 : defaults.port);
    }

    private static Discovery discovery(ObjectReader section, Defaults defaults, String namespace) {
        String where = Checks.objectName(section.key("namespace", "Namespace of the pods and the Service"), namespace);
        Map<String, String> selector =
                Checks.selector(section.key("selector", "Labels of its pods"), defaults.selector);
        String service = section.key("service", "Name of its Service, instead of selector")
                .checkedOrNull(Names::isObjectName, "is not a valid name", Names.OBJECT_ALLOWED);
        List<HostPort> targets = section.key("targets", "Fixed targets outside the cluster, instead of selector")
                .list(List.of(), HostPort::parse, HostPort.ALLOWED);
        List<Cidr> addresses = section.key(
                        "addresses", "Addresses behind the fixed targets, which the network policy admits")
                .list(List.of(), Cidr::parse, Cidr.ALLOWED);
        List<String> ways = List.of("selector", "service", "targets").stream()
                .filter(section::has)
                .collect(Collectors.toList());
        if (ways.size() > 1) {
            section.problems()
                    .add(
                            section.path(),
                            "has " + String.join(" and ", ways),
                            "one of selector, service and targets",
                            "keep the one that finds the application");
        }
        if (!section.has("targets") && section.has("addresses")) {
            section.problems()
                    .add(
                            section.pathOf("addresses"),
                            "is only for fixed targets",
                            "targets beside it",
                            "remove it: the addresses of pods are known");
        }
        if (section.has("targets")) {
            checkFixed(section, targets, addresses);
            return new Discovery.Fixed(targets, addresses);
        }
        if (service != null) {
            return new Discovery.Service(where, service);
        }
        if (selector.isEmpty()) {
            section.problems()
                    .add(
                            section.pathOf("selector"),
                            "is empty, so every pod of the namespace would be scraped",
                            "at least one label, or service, or targets",
                            "set the labels of its pods");
        }
        return new Discovery.Pods(where, selector);
    }

    private static void checkFixed(ObjectReader section, List<HostPort> targets, List<Cidr> addresses) {
        if (targets.isEmpty()) {
            section.problems()
                    .add(
                            section.pathOf("targets"),
                            "is empty",
                            "at least one " + HostPort.ALLOWED,
                            "add a target, or set enabled to false");
        }
        if (addresses.isEmpty()) {
            section.problems()
                    .add(
                            section.pathOf("addresses"),
                            "is empty, so the network policy would stop every scrape",
                            "at least one " + Cidr.ALLOWED,
                            "list the addresses behind the targets");
        }
    }

    private static Map<String, String> schemes() {
        Map<String, String> schemes = new LinkedHashMap<>();
        schemes.put("http", "http");
        schemes.put("https", "https");
        return schemes;
    }
}
