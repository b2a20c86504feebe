package com.renderowl.monitoring.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A stack as files: {@code k8s-deployment.yaml} with all objects in the order to apply, one file per object under
 * {@code manifests/}, and the files that the program rendered itself. The same objects give the same bytes, and an
 * object's file has the same name whatever else is there. The number in front of it is that of its kind, so that the
 * files sort in the order to apply.
 *
 * @param files relative path to content
 * @param objectCount how many objects there are
 * @param missingSecrets the Secrets that objects refer to and that somebody has to create
 * @param holdsSecrets whether secret values are in the files
 */
public record Rendering(
        SortedMap<String, String> files, int objectCount, List<SecretReference> missingSecrets, boolean holdsSecrets) {

    /** The file with all objects. */
    public static final String ALL_OBJECTS = "k8s-deployment.yaml";

    /** The file with the objects of Prometheus Operator alone, where there are any: what it runs, scrapes and alerts on. */
    public static final String OPERATOR_OBJECTS = "servicemonitors.yaml";

    /** The file for Docker Compose, where the stack is one of containers. */
    public static final String COMPOSE_FILE = "docker-compose.yml";

    /** The folder with a file per object. */
    public static final String OBJECT_FOLDER = "manifests";

    public Rendering {
        missingSecrets = List.copyOf(missingSecrets);
    }

    /** The contents may be secret. */
    @Override
    public String toString() {
        return "Rendering" + files.keySet();
    }

    /**
     * Assembles the files.
     *
     * @param manifests the objects, in any order
     * @param furtherFiles name to content, for instance {@code prometheus.yml}
     * @throws IllegalArgumentException when an object is there twice
     */
    public static Rendering of(List<Manifest> manifests, Map<String, String> furtherFiles) {
        List<Manifest> ordered = new ArrayList<>(manifests);
        ordered.sort(ApplyOrder.comparator());
        SortedMap<String, String> files = new TreeMap<>(furtherFiles);
        for (int index = 0; index < ordered.size(); index++) {
            Manifest manifest = ordered.get(index);
            if (index > 0 && ApplyOrder.comparator().compare(manifest, ordered.get(index - 1)) == 0) {
                throw new IllegalArgumentException("There are two objects " + manifest + ".");
            }
            if (files.put(OBJECT_FOLDER + "/" + fileName(manifest), manifest.text()) != null) {
                throw new IllegalArgumentException("There are two objects with the file name of " + manifest + ".");
            }
        }
        if (ordered.isEmpty()) {
            return new Rendering(files, 0, List.of(), false);
        }
        String monitors = ordered.stream()
                .filter(Manifest::isOfOperator)
                .map(Manifest::text)
                .collect(Collectors.joining("---\n"));
        if (!monitors.isEmpty()) {
            files.put(OPERATOR_OBJECTS, monitors);
        }
        files.put(ALL_OBJECTS, ordered.stream().map(Manifest::text).collect(Collectors.joining("---\n")));
        return new Rendering(
                files,
                ordered.size(),
                SecretReference.missingIn(ordered),
                ordered.stream().anyMatch(Manifest::holdsSecretValues));
    }

    /** Whether containers see the files while they run. */
    public boolean isForCompose() {
        return files.containsKey(COMPOSE_FILE);
    }

    private static String fileName(Manifest manifest) {
        String name = Stream.of(manifest.kind(), manifest.namespace(), manifest.name())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("-"))
                .toLowerCase(Locale.ROOT);
        // Names of RBAC objects may hold colons, which some file systems do not take.
        return String.format(
                Locale.ROOT, "%02d-%s.yaml", ApplyOrder.rank(manifest.kind()), name.replaceAll("[^a-z0-9.-]", "-"));
    }
}
