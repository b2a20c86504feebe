package com.renderowl.monitoring;

import com.renderowl.monitoring.config.KeyReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    private static final String EXAMPLES = resource();

    private static final Map<String, Object> VALUES = section("values");

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

    /** Read anew each time, as what is read is changed. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> section(String name) {
        return (Map<String, Object>) map(EXAMPLES).get(name);
    }

    private static String resource() {
        try (InputStream stream = KeyExample.class.getResourceAsStream("/key-examples.yaml")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> company(String path) {
        return section("company").entrySet().stream()
                .filter(entry -> path.startsWith(entry.getKey()))
                .findFirst()
                .map(entry -> (Map<String, Object>) entry.getValue())
                .orElseGet(LinkedHashMap::new);
    }

    /** With the secrets that are named, and without what Docker has no use for. */
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
            map.remove(path.contains(".selector") ? "" : "selector");
            map.values().forEach(value -> strip(value, path));
        } else if (node instanceof List<?> list) {
            list.forEach(entry -> strip(entry, path));
        }
    }

    private static Object value(String path, KeyReference key) {
        if (VALUES.containsKey(path)) {
            return VALUES.get(path);
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
            return "20s".equals(key.defaultValue())
                    ? "21s"
                    : path.contains("etention")
                            ? "10d"
                            : path.contains("Interval") && path.contains("grouping.repeat") ? "6h" : "20s";
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
