package com.renderowl.monitoring.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A Secret that an object needs.
 *
 * @param namespace where it has to be
 * @param name its name
 * @param keys the keys that are read from it; empty when it is used as a whole
 */
public record SecretReference(String namespace, String name, List<String> keys) {

    private static final String ISSUER_PREFIX = "cert-manager.io/";

    public SecretReference {
        keys = List.copyOf(keys);
    }

    /** How to create it; the values come from files, so that they stay out of the shell's history. */
    public String command() {
        String files = keys.isEmpty()
                ? " --from-file=KEY=FILE"
                : keys.stream().map(key -> " --from-file=" + key + "=FILE").collect(Collectors.joining());
        return "kubectl -n " + namespace + " create secret generic " + name + files;
    }

    /** The Secrets that these objects need and that are not among them, sorted. */
    static List<SecretReference> missingIn(List<Manifest> manifests) {
        TreeMap<String, Map<String, SortedSet<String>>> needed = new TreeMap<>();
        for (Manifest manifest : manifests) {
            collect(manifest.content(), needed.computeIfAbsent(manifest.namespace(), namespace -> new TreeMap<>()));
        }
        manifests.stream()
                .filter(Manifest::isSecret)
                .forEach(secret -> needed.getOrDefault(secret.namespace(), Map.of()).remove(secret.name()));
        List<SecretReference> missing = new ArrayList<>();
        needed.forEach((namespace, secrets) -> secrets.forEach(
                (name, keys) -> missing.add(new SecretReference(namespace, name, List.copyOf(keys)))));
        missing.sort(Comparator.comparing(SecretReference::namespace).thenComparing(SecretReference::name));
        return missing;
    }

    /** Walks through an object and notes what refers to Secrets, wherever that is. */
    private static void collect(Object value, Map<String, SortedSet<String>> needed) {
        if (value instanceof List<?> list) {
            list.forEach(item -> collect(item, needed));
        }
        if (!(value instanceof Map<?, ?> map) || isMadeByCertManager(map)) {
            return;
        }
        map.forEach((key, child) -> {
            if (child instanceof Map<?, ?> reference && !Boolean.TRUE.equals(reference.get("optional"))) {
                switch (String.valueOf(key)) {
                    case "secretKeyRef" -> note(reference.get("name"), List.of(reference.get("key")), needed);
                    case "secretRef" -> note(reference.get("name"), List.of(), needed);
                    case "secret" -> note(
                            reference.containsKey("secretName") ? reference.get("secretName") : reference.get("name"),
                            keysOf(reference),
                            needed);
                    default -> collect(child, needed);
                }
            } else if (key.equals("imagePullSecrets") && child instanceof List<?> names) {
                names.forEach(name -> note(((Map<?, ?>) name).get("name"), List.of(), needed));
            } else if (key.equals("tls") && child instanceof List<?> entries) {
                entries.forEach(entry ->
                        note(((Map<?, ?>) entry).get("secretName"), List.of("tls.crt", "tls.key"), needed));
            } else {
                collect(child, needed);
            }
        });
    }

    private static boolean isMadeByCertManager(Map<?, ?> object) {
        return object.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("annotations") instanceof Map<?, ?> annotations
                && annotations.keySet().stream()
                        .anyMatch(key -> String.valueOf(key).startsWith(ISSUER_PREFIX));
    }

    private static List<?> keysOf(Map<?, ?> volume) {
        return volume.get("items") instanceof List<?> items
                ? items.stream().map(item -> ((Map<?, ?>) item).get("key")).toList()
                : List.of();
    }

    private static void note(Object name, List<?> keys, Map<String, SortedSet<String>> needed) {
        if (name instanceof String text) {
            SortedSet<String> known = needed.computeIfAbsent(text, unused -> new TreeSet<>());
            keys.forEach(key -> known.add(String.valueOf(key)));
        }
    }
}
