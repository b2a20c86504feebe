package com.renderowl.monitoring.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Secret that objects need.
 *
 * @param namespace where it has to be
 * @param name its name
 * @param keys the keys that are read from it; empty when it is used as a whole
 * @param isOptional whether the objects start without it as well
 */
public record SecretReference(String namespace, String name, List<String> keys, boolean isOptional) {

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

    /** The Secrets that these objects need and that are not among them: the required ones first, then by name. */
    static List<SecretReference> missingIn(List<Manifest> manifests) {
        Map<String, Need> needs = new TreeMap<>();
        for (Manifest manifest : manifests) {
            new Collector(manifest.namespace(), needs).collect(manifest.content());
        }
        manifests.stream().filter(Manifest::isSecret).forEach(made -> needs.remove(id(made.namespace(), made.name())));
        return needs.values().stream()
                .map(Need::reference)
                .sorted(Comparator.comparing(SecretReference::isOptional))
                .toList();
    }

    private static String id(String namespace, String name) {
        return namespace + "/" + name;
    }

    /** What all objects together want from one Secret. */
    private static final class Need {
        private final String namespace;
        private final String name;
        private final SortedSet<String> keys = new TreeSet<>();
        private boolean isOptional = true;

        Need(String namespace, String name) {
            this.namespace = namespace;
            this.name = name;
        }

        SecretReference reference() {
            return new SecretReference(namespace, name, List.copyOf(keys), isOptional);
        }
    }

    /** Walks through an object and notes what refers to Secrets, wherever that is. */
    private record Collector(String namespace, Map<String, Need> needs) {

        void collect(@Nullable Object value) {
            if (value instanceof List<?> list) {
                list.forEach(this::collect);
            } else if (value instanceof Map<?, ?> map && !isMadeByCertManager(map)) {
                map.forEach((key, child) -> collect(String.valueOf(key), child));
            }
        }

        private void collect(String key, @Nullable Object child) {
            switch (key) {
                case "secretKeyRef" -> each(child, reference -> note(reference, "name", keys(reference.get("key"))));
                case "secretRef", "imagePullSecrets" -> each(child, reference -> note(reference, "name", List.of()));
                case "tls" -> each(child, entry -> note(entry, "secretName", List.of("tls.crt", "tls.key")));
                case "secret" ->
                    each(child, volume -> {
                        String nameKey = volume.containsKey("secretName") ? "secretName" : "name";
                        List<String> keys = new ArrayList<>();
                        each(volume.get("items"), item -> keys.addAll(keys(item.get("key"))));
                        note(volume, nameKey, keys);
                    });
                default -> collect(child);
            }
        }

        /** The map itself, or the maps in a list. */
        private static void each(@Nullable Object value, Consumer<Map<?, ?>> action) {
            if (value instanceof Map<?, ?> map) {
                action.accept(map);
            } else if (value instanceof List<?> list) {
                list.forEach(item -> each(item, action));
            }
        }

        private static List<String> keys(@Nullable Object key) {
            return key instanceof String text ? List.of(text) : List.of();
        }

        private void note(Map<?, ?> reference, String nameKey, List<String> keys) {
            if (reference.get(nameKey) instanceof String name) {
                Need need = needs.computeIfAbsent(id(namespace, name), unused -> new Need(namespace, name));
                need.keys.addAll(keys);
                need.isOptional &= Boolean.TRUE.equals(reference.get("optional"));
            }
        }

        private static boolean isMadeByCertManager(Map<?, ?> object) {
            return object.get("metadata") instanceof Map<?, ?> metadata
                    && metadata.get("annotations") instanceof Map<?, ?> annotations
                    && annotations.keySet().stream()
                            .anyMatch(key -> String.valueOf(key).startsWith(ISSUER_PREFIX));
        }
    }
}
