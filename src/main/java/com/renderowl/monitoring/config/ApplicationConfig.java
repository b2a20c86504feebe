package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Names;
import com.renderowl.monitoring.units.PrometheusDuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An application whose metrics are scraped.
 *
 * @param name its key in the configuration
 * @param job the name of its scrape job, unique in the stack
 * @param discovery how its targets are found
 * @param port where they listen; without meaning for fixed targets, which bring their own
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

    /** Whether it is the platform's backend, which alert rules are about. */
    public boolean isBackend() {
        return name.equals(BACKEND);
    }

    /** What holds for an application unless its section says otherwise; a port of 0 is none. */
    private record Defaults(String job, int port, String path, Map<String, String> selector) {}

    private static final String BACKEND = "backend";

    private static final Map<String, Defaults> KNOWN = known();

    private static final Syntax<String> JOB = Syntax.matching(
            Names::isJobName,
            "is not a job name",
            "letters, digits, dots, dashes, slashes and underscores, starting with a letter or digit, at most 128");

    private static final Syntax<String> PATH = Syntax.matching(
            text -> text.matches("/[A-Za-z0-9._~/-]*"),
            "is not a path",
            "a path that starts with a slash, such as /metrics");

    private static Map<String, Defaults> known() {
        Map<String, Defaults> known = new LinkedHashMap<>();
        known.put(BACKEND, new Defaults("renderowl-backend", 8080, "/metrics", Map.of("app", "renderowl-backend")));
        known.put(
                "frontend",
                new Defaults("renderowl-frontend", 3000, "/api/metrics", Map.of("app", "renderowl-frontend")));
        return known;
    }

    /** Reads all applications: the known ones with their defaults, then the user's own. */
    static List<ApplicationConfig> readAll(
            ObjectReader reader, Platform platform, String namespace, PrometheusDuration timeout) {
        Set<String> names = new LinkedHashSet<>(KNOWN.keySet());
        names.addAll(reader.names());
        List<ApplicationConfig> applications = new ArrayList<>();
        for (String name : names) {
            if (!Names.isObjectName(name)) {
                reader.refuse(
                        name,
                        Shown.quoted(name) + " is not a valid name",
                        Names.OBJECT_ALLOWED,
                        "rename the application");
            }
            ObjectReader section = reader.object(name);
            boolean enabled = section.key("enabled", "Whether it is scraped").value(Syntax.FLAG, true);
            ApplicationConfig application = read(section, name, platform, namespace, timeout);
            if (enabled) {
                applications.add(application);
            }
        }
        if (applications.isEmpty()) {
            reader.refuse(
                    "has none that is enabled, so nothing of the platform would be scraped",
                    "at least one that is enabled",
                    "enable " + String.join(" or ", KNOWN.keySet()) + ", or add one of your own");
        }
        return List.copyOf(applications);
    }

    /** Reports the applications that share a job, or take one that the stack brings itself. */
    static void checkJobs(List<ApplicationConfig> applications, ObjectReader reader) {
        Map<String, String> owners = new LinkedHashMap<>();
        for (String reserved : ReservedJobs.ALL) {
            owners.put(reserved, "the stack itself");
        }
        for (ApplicationConfig application : applications) {
            String owner = owners.putIfAbsent(application.job, reader.pathOf(application.name));
            if (owner != null) {
                reader.reading()
                        .problems()
                        .add(
                                reader.pathOf(application.name, "job"),
                                Shown.quoted(application.job) + " is already the job of " + owner,
                                "a job name that is unique in the stack",
                                "rename one of them");
            }
        }
    }

    private static ApplicationConfig read(
            ObjectReader section, String name, Platform platform, String namespace, PrometheusDuration timeout) {
        Defaults defaults = KNOWN.getOrDefault(name, new Defaults(name, 0, "/metrics", Map.of()));
        Discovery discovery =
                switch (platform) {
                    case KUBERNETES, OPERATOR -> Discovery.read(section, namespace, defaults.selector);
                    case DOCKER -> Discovery.readOnDocker(section, namespace, defaults.selector);
                };
        int port = port(section, defaults, discovery);
        if (discovery instanceof Discovery.Fixed fixed && fixed.targets().isEmpty()) {
            discovery = Discovery.onTheMachine(port);
        }
        ApplicationConfig application = new ApplicationConfig(
                name,
                section.key("job", "Name of the scrape job, unique in the stack")
                        .value(JOB, defaults.job),
                discovery,
                port,
                section.key("path", "HTTP path of the metrics").value(PATH, defaults.path),
                section.key("scheme", "Protocol of the metrics").value(Syntax.oneOf("http", "https"), "http"),
                section.key("scrapeInterval", "How often it is scraped; as all others when not given")
                        .valueOrNull(Syntax.DURATION));
        section.refuseUnknownKeys();
        if (application.scrapeInterval != null && timeout.compareTo(application.scrapeInterval) > 0) {
            section.refuse(
                    "scrapeInterval",
                    Shown.quoted(application.scrapeInterval.toString()) + " is shorter than the scrape timeout of "
                            + timeout,
                    "at least prometheus.scrapeTimeout",
                    "lengthen it, or shorten prometheus.scrapeTimeout");
        }
        return application;
    }

    private static int port(ObjectReader section, Defaults defaults, Discovery discovery) {
        KeyReader key = section.key("port", "Port of the metrics");
        int otherwise = defaults.port == 0 ? 8080 : defaults.port;
        return defaults.port == 0
                        && !(discovery instanceof Discovery.Fixed fixed
                                && !fixed.targets().isEmpty())
                ? key.required(Syntax.PORT, otherwise)
                : key.value(Syntax.PORT, otherwise);
    }
}
