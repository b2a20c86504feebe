package com.renderowl.monitoring;

import com.renderowl.monitoring.config.KeyReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key with a valid value that is not its default, beside what it needs to count.
 *
 * @param path the key's path, with names for what users name
 * @param before a configuration without that value
 * @param after the same with it
 */
record KeyExample(String path, Map<String, Object> before, Map<String, Object> after) {

    private static final Pattern RANGE = Pattern.compile("an? (?:whole )?number from ([\\d.]+) to ([\\d.]+)");

    private static final String RECEIVER =
            "{alertmanager: {receivers: {team: {%s, destination: {addresses: [192.0.2.9/32]}}}, routes: {default: team}}}";

    private static final String RECEIVERS =
            "{alertmanager: {receivers: {team: {webhook: {url: 'http://a.example/'}, destination: {namespace: tools}},"
                    + " other: {webhook: {url: 'http://b.example/'}, destination: {namespace: tools}}}, %s}}";

    private static final String REMOTE_WRITE =
            "{prometheus: {remoteWrite: [{name: far, url: 'https://a.example.com/', addresses: [192.0.2.1/32]%s}]}}";

    private static final String INGRESS = "{tls: {mode: ingress, ingress: {host: a.example.com, unauthenticated: true}}}";

    /** The company of a key, by the start of its path; the first that fits. */
    private static final List<Map.Entry<String, String>> COMPANY = List.of(
            Map.entry(
                    "operator.existingPrometheus",
                    "operator: {deployPrometheus: false, existingPrometheus: {namespace: platform}}"),
            Map.entry("docker.grafanaPort", "grafana: {deploy: true}"),
            Map.entry(
                    "prometheus.remoteWrite[0].basicAuth",
                    REMOTE_WRITE.formatted(", basicAuth: {username: u, passwordSecret: first}")),
            Map.entry("prometheus.remoteWrite[0].tls.caKey", REMOTE_WRITE.formatted(", tls: {caSecretName: ca}")),
            Map.entry("prometheus.remoteWrite", REMOTE_WRITE.formatted("")),
            Map.entry(
                    "prometheus.objectStorage.configSecret",
                    "prometheus: {objectStorage: {configSecret: first, addresses: [192.0.2.1/32]}}"),
            Map.entry(
                    "prometheus.objectStorage.query.addresses",
                    "prometheus: {objectStorage: {secretName: bucket, addresses: [192.0.2.1/32], query: {addresses:"
                            + " [192.0.2.2/32]}}}"),
            Map.entry(
                    "prometheus.objectStorage",
                    "prometheus: {objectStorage: {secretName: bucket, addresses: [192.0.2.1/32], query: {namespace:"
                            + " thanos}}}"),
            Map.entry("applications.extra.targets", "applications: {extra: {targets: ['a.example.com:80'], addresses: [192.0.2.1/32]}}"),
            Map.entry(
                    "applications.backend.addresses",
                    "applications: {backend: {targets: ['a.example.com:80'], addresses: [192.0.2.1/32]}}"),
            Map.entry(
                    "applications.frontend.addresses",
                    "applications: {frontend: {targets: ['a.example.com:80'], addresses: [192.0.2.1/32]}}"),
            Map.entry(
                    "applications.extra.addresses",
                    "applications: {extra: {targets: ['a.example.com:80'], addresses: [192.0.2.1/32]}}"),
            Map.entry("applications.extra", "applications: {extra: {port: 7000}}"),
            Map.entry("alertmanager.namespace", "alertmanager: {deploy: false}"),
            Map.entry("alertmanager.selector", "alertmanager: {deploy: false}"),
            Map.entry("alertmanager.port", "alertmanager: {deploy: false}"),
            Map.entry(
                    "alertmanager.receivers.team.secretName",
                    RECEIVER.formatted("slack: {urlSecret: key}, secretName: first")),
            Map.entry("alertmanager.receivers.team.webhook.urlSecret", RECEIVER.formatted("webhook: {urlSecret: first}")),
            Map.entry("alertmanager.receivers.team.webhook.port", RECEIVER.formatted("webhook: {urlSecret: first}")),
            Map.entry("alertmanager.receivers.team.webhook", RECEIVER.formatted("webhook: {url: 'http://a.example/'}")),
            Map.entry("alertmanager.receivers.team.slack", RECEIVER.formatted("slack: {urlSecret: first}")),
            Map.entry(
                    "alertmanager.receivers.team.email",
                    RECEIVER.formatted("email: {to: [a@b.example], from: a@b.example, server: 'smtp.b.example:587',"
                            + " username: u, passwordSecret: first}")),
            Map.entry(
                    "alertmanager.receivers.team.pagerduty", RECEIVER.formatted("pagerduty: {routingKeySecret: first}")),
            Map.entry(
                    "alertmanager.receivers.team.destination.addresses",
                    RECEIVER.formatted("webhook: {url: 'http://a.example/'}")),
            Map.entry(
                    "alertmanager.receivers.team.destination",
                    RECEIVERS.formatted("routes: {default: team, warning: other}")),
            Map.entry("alertmanager.routes.default", RECEIVERS.formatted("routes: {critical: team, warning: other, default: team}")),
            Map.entry("alertmanager.routes.warning", RECEIVERS.formatted("routes: {default: team, info: other}")),
            Map.entry("alertmanager.routes", RECEIVERS.formatted("routes: {default: team, warning: other}")),
            Map.entry("alertmanager.watchdog.receiver", RECEIVERS.formatted("routes: {default: team, warning: other}")),
            Map.entry(
                    "alertmanager.watchdog.repeatInterval",
                    RECEIVERS.formatted("routes: {default: team}, watchdog: {receiver: other}")),
            Map.entry("grafana.adminSecretName", "grafana: {deploy: true, adminSecretName: first}"),
            Map.entry("grafana.deploy", "secrets: {grafanaAdminPassword: first}"),
            Map.entry("grafana", "{grafana: {deploy: true}, secrets: {grafanaAdminPassword: first}}"),
            Map.entry("secrets.grafanaAdminPassword", "{grafana: {deploy: true}, secrets: {grafanaAdminPassword: first}}"),
            Map.entry("network.ingressController", INGRESS),
            Map.entry(
                    "basicAuth.enabled",
                    "{basicAuth: {users: {guest: {passwordHash: HASH}}}, secrets: {scrapePassword: first}}"),
            Map.entry(
                    "basicAuth",
                    "{basicAuth: {enabled: true, users: {guest: {passwordHash: HASH}}}, secrets: {scrapePassword: first}}"),
            Map.entry(
                    "secrets.scrapePassword",
                    "{basicAuth: {enabled: true, users: {guest: {passwordHash: HASH}}}, secrets: {scrapePassword: first}}"),
            Map.entry(
                    "tls.ingress.unauthenticated",
                    "tls: {mode: ingress, ingress: {host: a.example.com, annotations:"
                            + " {nginx.ingress.kubernetes.io/auth-url: 'https://a.example.com'}}}"),
            Map.entry("tls.ingress", INGRESS),
            Map.entry("tls.secretName", "tls: {mode: native}"),
            Map.entry("tls.serverName", "tls: {mode: native}"));

    private static final String HASH = "$2y$12$abcdefghijklmnopqrstuv1234567890123456789012345678901";

    /** Values of keys that say too little of what they take; with what has to change together with them. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("imagePullPolicy", "IfNotPresent"),
            Map.entry("secrets.postgresDataSourceName", "'postgresql://u:p@postgres:5432/x'"),
            Map.entry("operator.minimumVersion", "0.92.0"),
            Map.entry("docker.bindAddress", "0.0.0.0"),
            Map.entry("prometheus.retentionSize", "4GB"),
            Map.entry("prometheus.scrapeTimeout", "5s"),
            Map.entry("prometheus.logLevel", "debug"),
            Map.entry("applications.backend.scheme", "https"),
            Map.entry("applications.frontend.scheme", "https"),
            Map.entry("applications.extra.scheme", "https"),
            Map.entry("alerts.errorStatusPattern", "4.."),
            Map.entry("alerts.renderFailurePattern", "lost"),
            Map.entry("alertmanager.watchdog.repeatInterval", "1m"),
            Map.entry("alertmanager.receivers.team.slack.channel", "'#alerts'"),
            Map.entry("alertmanager.grouping.by", "[job]"),
            Map.entry("alertmanager.grouping.delay", "10s"),
            Map.entry("basicAuth.users.reader.passwordHash", HASH),
            Map.entry("tls.mode", "native"),
            Map.entry("capacity.expectedSeries", "20000"));

    static KeyExample of(KeyReference key, boolean isOnDocker) {
        String path = key.path()
                .replace("applications.NAME", "applications.extra")
                .replace("receivers.NAME", "receivers.team")
                .replace("users.NAME", "users.reader");
        Map<String, Object> before = company(path);
        Map<String, Object> after = company(path);
        set(after, path, value(path, key));
        if (path.equals("operator.deployPrometheus")) {
            merge(after, map("operator: {existingPrometheus: {namespace: platform}}"));
        } else if (path.endsWith(".targets") && !isOnDocker) {
            merge(after, map("applications: {" + path.split("\\.")[1] + ": {addresses: [192.0.2.1/32]}}"));
        }
        return new KeyExample(path, finished(before, path, isOnDocker), finished(after, path, isOnDocker));
    }

    private static Map<String, Object> company(String path) {
        return COMPANY.stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .findFirst()
                .map(entry -> map(entry.getValue().replace("HASH", HASH)))
                .orElseGet(LinkedHashMap::new);
    }

    /** With the secrets that are named, and without the addresses that Docker has no use for. */
    private static Map<String, Object> finished(Map<String, Object> config, String path, boolean isOnDocker) {
        Map<String, String> secrets = new LinkedHashMap<>();
        collectSecrets(config, secrets);
        if (!secrets.isEmpty()) {
            merge(config, Map.of("secrets", new LinkedHashMap<>(secrets)));
        }
        if (isOnDocker) {
            strip(config, path);
        }
        return config;
    }

    private static void collectSecrets(Object node, Map<String, String> secrets) {
        if (node instanceof Map<?, ?> map) {
            if (map.containsKey("secretName") && map.containsKey("slack")) {
                return;
            }
            map.forEach((name, value) -> {
                if (String.valueOf(name).endsWith("Secret")) {
                    Object port = map.get("port");
                    secrets.put(
                            String.valueOf(value),
                            "https://secret.example.com" + (port == null ? "" : ":" + port) + "/" + value);
                } else {
                    collectSecrets(value, secrets);
                }
            });
        } else if (node instanceof List<?> list) {
            list.forEach(entry -> collectSecrets(entry, secrets));
        }
    }

    private static void strip(Object node, String path) {
        if (node instanceof Map<?, ?> map) {
            map.remove(path.contains(".destination.") ? "" : "destination");
            map.remove(path.endsWith(".addresses") ? "" : "addresses");
            map.values().forEach(value -> strip(value, path));
        } else if (node instanceof List<?> list) {
            list.forEach(entry -> strip(entry, path));
        }
    }

    private static Object value(String path, KeyReference key) {
        if (VALUES.containsKey(path)) {
            return Document.yaml(VALUES.get(path));
        }
        String name = path.substring(path.lastIndexOf('.') + 1);
        return switch (key.form()) {
            case FLAG -> !key.defaultValue().equals("true");
            case NAMED_TEXTS -> map("other: label");
            case NUMBER, WHOLE_NUMBER -> number(path, key);
            case LIST_OF_TEXTS -> List.of(listed(key.allowed()));
            case TEXT -> text(path, name, key);
        };
    }

    private static Object number(String path, KeyReference key) {
        if (path.endsWith(".port") || path.endsWith("Port")) {
            return 8443;
        }
        Matcher range = RANGE.matcher(key.allowed());
        if (!range.find()) {
            throw new AssertionError("no range: " + key);
        }
        double given = key.defaultValue().isEmpty() ? Double.NaN : Double.parseDouble(key.defaultValue());
        double smallest = Double.parseDouble(range.group(1));
        double largest = Double.parseDouble(range.group(2));
        if (largest < 1) {
            return 0.42;
        }
        double value = given + 1 <= largest && !key.path().contains("capacity") ? given + 1 : smallest;
        return value == Math.rint(value) ? (Object) (int) value : (Object) value;
    }

    private static String listed(String allowed) {
        if (allowed.contains("address block")) {
            return "192.0.2.77/32";
        }
        if (allowed.contains("port")) {
            return "other.example.com:8080";
        }
        return allowed.contains("e-mail") ? "other@b.example" : "other";
    }

    private static String text(String path, String name, KeyReference key) {
        String allowed = key.allowed();
        if (allowed.startsWith("an image")) {
            return "registry.example.com/other:v99.1.2";
        }
        if (allowed.startsWith("cores")) {
            return path.contains(".limits.") ? "3" : "30m";
        }
        if (allowed.contains("512Mi or 2Gi")) {
            return path.contains(".requests.") ? "17Mi" : "33Gi";
        }
        if (allowed.contains("1h30m")) {
            return "20s".equals(key.defaultValue()) ? "21s" : path.contains("etention") ? "10d" : path.contains("Interval") && path.contains("grouping.repeat") ? "6h" : "20s";
        }
        if (allowed.contains("e-mail")) {
            return "other@b.example";
        }
        if (allowed.contains("host name or IPv4 address with a port")) {
            return "other:4321";
        }
        if (allowed.contains("http or https")) {
            return "https://other.example.com";
        }
        if (allowed.startsWith("a path")) {
            return "/other";
        }
        return name.equals("host") ? "other.example.com" : "other";
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(String yaml) {
        return (Map<String, Object>) Document.yaml(yaml);
    }

    @SuppressWarnings("unchecked")
    static void merge(Map<String, Object> into, Map<String, Object> from) {
        from.forEach((key, value) -> {
            if (value instanceof Map && into.get(key) instanceof Map) {
                merge((Map<String, Object>) into.get(key), (Map<String, Object>) value);
            } else {
                into.put(key, value);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static void set(Map<String, Object> config, String path, Object value) {
        Map<String, Object> map = config;
        List<String> names = new ArrayList<>(List.of(path.split("\\.")));
        String last = names.remove(names.size() - 1);
        for (String name : names) {
            if (name.endsWith("[0]")) {
                map = ((List<Map<String, Object>>) map.get(name.replace("[0]", ""))).get(0);
            } else {
                map = (Map<String, Object>) map.computeIfAbsent(name, ignored -> new LinkedHashMap<String, Object>());
            }
        }
        map.put(last, value);
    }
}
