package com.renderowl.monitoring.cli.cluster;

import com.renderowl.monitoring.cli.engine.ObjectIdentity;
import com.renderowl.monitoring.units.Owner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is in a namespace, of every kind that the cluster has. Only metadata leaves kubectl, no value of a Secret. */
public final class NamespaceListing {

    /** The labels that are read. */
    public static final List<String> LABELS = List.of(
            "app.kubernetes.io/instance",
            "app.kubernetes.io/managed-by",
            "app.kubernetes.io/name",
            "app.kubernetes.io/part-of");

    /** What follows from other objects and says nothing by itself: news of objects, and the addresses behind Services. */
    private static final Set<String> DERIVED =
            Set.of("events", "events.events.k8s.io", "endpoints", "endpointslices.discovery.k8s.io");

    private static final String TAB = "{\"\\t\"}";
    private static final List<String> FIELDS = Stream.concat(
                    Stream.of(
                            "apiVersion",
                            "kind",
                            "metadata.name",
                            "metadata.uid",
                            "metadata.ownerReferences[*].uid",
                            "status.capacity.storage"),
                    Stream.concat(
                            LABELS.stream().map(label -> "metadata.labels." + escaped(label)),
                            Stream.of("metadata.annotations." + escaped(Owner.ANNOTATION))))
            .toList();
    private static final int FIRST_LABEL = 6;

    private static final String TEMPLATE = FIELDS.stream()
            .map(field -> "{." + field + "}")
            .collect(Collectors.joining(TAB, "jsonpath={range .items[*]}", "{\"\\n\"}{end}"));

    private final Kubectl kubectl;
    private @Nullable List<String> kinds;

    /** @param kubectl for the cluster */
    public NamespaceListing(Kubectl kubectl) {
        this.kubectl = kubectl;
    }

    /**
     * Every object of a namespace.
     *
     * @throws com.renderowl.monitoring.cli.support.CommandFailure when a kind cannot be listed
     */
    public List<LiveObject> of(String namespace) {
        if (kinds == null) {
            kinds = kubectl.ask(
                            "which kinds of objects it has",
                            "api-resources",
                            "--namespaced",
                            "--verbs=list",
                            "--output=name",
                            "--request-timeout=20s")
                    .lines()
                    .filter(kind -> !DERIVED.contains(kind))
                    .toList();
        }
        return of(namespace, kinds);
    }

    /**
     * The objects of some kinds.
     *
     * @param kinds each with its group, such as {@code deployment.apps} or {@code configmap}
     * @throws com.renderowl.monitoring.cli.support.CommandFailure when one of them cannot be listed
     */
    public List<LiveObject> of(String namespace, Collection<String> kinds) {
        // One object can be listed under several groups.
        Map<String, LiveObject> objects = new LinkedHashMap<>();
        kubectl.ask(
                        "what is in the namespace " + namespace,
                        "get",
                        String.join(",", kinds),
                        "--namespace=" + namespace,
                        "--output=" + TEMPLATE,
                        "--request-timeout=20s")
                .lines()
                .map(line -> line.split("\t", -1))
                .filter(fields -> fields.length == FIELDS.size())
                .map(fields -> object(namespace, fields))
                // What is computed when it is asked for, such as a pod's use of memory, has no identity.
                .filter(object -> !object.uid().isEmpty())
                .forEach(object -> objects.putIfAbsent(object.uid(), object));
        return new ArrayList<>(objects.values());
    }

    private static LiveObject object(String namespace, String[] fields) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int label = 0; label < LABELS.size(); label++) {
            labels.put(LABELS.get(label), fields[FIRST_LABEL + label]);
        }
        return new LiveObject(
                LiveObject.group(fields[0]),
                new ObjectIdentity(fields[1], namespace, fields[2]),
                fields[3],
                Arrays.stream(fields[4].split(" "))
                        .filter(uid -> !uid.isEmpty())
                        .toList(),
                fields[FIELDS.size() - 1],
                labels,
                fields[5]);
    }

    /** A key as a step of a JSONPath. */
    private static String escaped(String key) {
        return key.replace(".", "\\.");
    }
}
