package com.renderowl.monitoring.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks a cluster whose the objects of some names are. Nothing but metadata leaves kubectl: no content of a Secret. */
public final class MetadataLookup {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** What separates the parts of a line; it cannot be in a name, and is written as an escape in an annotation. */
    private static final String SEPARATOR = "\t";

    private static final int FIXED_PARTS = 5;

    private final KubectlRunner kubectl;
    private final String context;
    private final List<String> annotations = ObjectMetadata.ANNOTATIONS;
    private final List<String> labels = ObjectMetadata.LABELS;

    /**
     * @param kubectl the user's program
     * @param context the context of the kubeconfig, or empty for the current one
     */
    public MetadataLookup(KubectlRunner kubectl, String context) {
        this.kubectl = kubectl;
        this.context = context;
    }

    /**
     * An object to ask for.
     *
     * @param resource kind, version and group, such as {@code Deployment.v1.apps} or {@code Secret.v1.}
     * @param namespace empty where it is in none
     * @param name in its namespace
     */
    public record Asked(String resource, String namespace, String name) {}

    /**
     * Looks for objects, in one process for each namespace, which has 60 seconds.
     *
     * @return those that exist
     * @throws IOException with the reason, when the cluster does not tell
     * @throws InterruptedException when this thread is interrupted
     */
    public List<ObjectMetadata> find(Collection<Asked> objects) throws IOException, InterruptedException {
        Map<String, List<Asked>> byNamespace =
                objects.stream().collect(Collectors.groupingBy(Asked::namespace, TreeMap::new, Collectors.toList()));
        List<ObjectMetadata> found = new ArrayList<>();
        for (Map.Entry<String, List<Asked>> group : byNamespace.entrySet()) {
            KubectlRunner.Result result = kubectl.run(arguments(group.getKey(), group.getValue()), DEADLINE);
            if (!result.isSuccess()) {
                throw new IOException(result.complaint());
            }
            result.output()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(this::parsed)
                    .forEach(found::add);
        }
        return found;
    }

    private List<String> arguments(String namespace, List<Asked> objects) {
        List<String> arguments = new ArrayList<>(List.of("get"));
        objects.forEach(object -> arguments.add(object.resource() + "/" + object.name()));
        arguments.addAll(List.of("--ignore-not-found", "--request-timeout=20s", "--output=go-template=" + template()));
        if (!namespace.isEmpty()) {
            arguments.add("--namespace=" + namespace);
        }
        if (!context.isEmpty()) {
            arguments.add("--context=" + context);
        }
        return arguments;
    }

    /** A line for each object; what a key has is quoted, so that it stays one line. */
    private String template() {
        String tab = "{{\"\\t\"}}";
        String line = Stream.concat(
                        Stream.of(
                                "{{.kind}}",
                                "{{with .metadata.namespace}}{{.}}{{end}}",
                                "{{.metadata.name}}",
                                "{{.metadata.creationTimestamp}}",
                                "{{range .metadata.managedFields}}{{.manager}},{{end}}"),
                        Stream.concat(
                                annotations.stream().map(key -> value("annotations", key)),
                                labels.stream().map(key -> value("labels", key))))
                .collect(Collectors.joining(tab, "{{define \"object\"}}", "{{\"\\n\"}}{{end}}"));
        return line + "{{if .items}}{{range .items}}{{template \"object\" .}}{{end}}"
                + "{{else if .metadata.name}}{{template \"object\" .}}{{end}}";
    }

    private static String value(String map, String key) {
        return "{{with .metadata." + map + "}}{{with index . \"" + key + "\"}}{{printf \"%q\" .}}{{end}}{{end}}";
    }

    private ObjectMetadata parsed(String line) {
        String[] parts = line.split(SEPARATOR, -1);
        int firstLabel = FIXED_PARTS + annotations.size();
        return new ObjectMetadata(
                parts[0],
                parts[1],
                parts[2],
                parts[3],
                Arrays.stream(parts[4].split(",", -1))
                        .filter(manager -> !manager.isEmpty())
                        .distinct()
                        .toList(),
                values(annotations, parts, FIXED_PARTS),
                values(labels, parts, firstLabel));
    }

    private static Map<String, String> values(List<String> keys, String[] parts, int first) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int index = 0; index < keys.size(); index++) {
            String quoted = parts[first + index];
            if (!quoted.isEmpty()) {
                values.put(keys.get(index), quoted.substring(1, quoted.length() - 1));
            }
        }
        return values;
    }
}
