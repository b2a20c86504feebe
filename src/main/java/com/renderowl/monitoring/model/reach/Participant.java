package com.renderowl.monitoring.model.reach;

import com.renderowl.monitoring.model.Port;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A row and a column of the matrix for people: everybody of one kind.
 *
 * @param names what people call them; several where the configuration has several names for the same pods
 * @param kind what they are to the stack
 * @param endpoint one of them that stands for all
 * @param ports where the stack connects to them
 */
public record Participant(List<String> names, Kind kind, Endpoint endpoint, List<Port> ports) {

    /** What somebody is to the stack. */
    public enum Kind {
        /** Pods of the stack, which its policies cover. */
        COVERED,
        /** Pods of the stack on the host network, which no policy covers. */
        ON_HOST,
        /** Somebody else whom the stack has to do with. */
        PARTY,
        /** Somebody with whom the stack has nothing to do, to show that nothing passes. */
        STRANGER
    }

    public Participant {
        names = List.copyOf(names);
        ports = List.copyOf(ports);
    }

    /** All names. */
    public String name() {
        return String.join(", ", names);
    }

    /** Who exactly is meant. */
    public String meaning() {
        if (!(endpoint instanceof Endpoint.Pod pod)) {
            return addresses();
        }
        return switch (kind) {
            case COVERED, PARTY -> pods(pod);
            case ON_HOST -> pods(pod) + ", on the nodes: " + addresses();
            case STRANGER -> "pods of namespace " + pod.namespace() + " without these labels";
        };
    }

    /** A workload's pods are known by one label to people, and by all of them to policies. */
    private static String pods(Endpoint.Pod pod) {
        String namespace = " of namespace " + pod.namespace();
        if (pod.labels().isEmpty()) {
            return "every pod" + namespace;
        }
        Map<String, String> labels =
                pod.labels().containsKey("app") ? Map.of("app", pod.labels().get("app")) : new TreeMap<>(pod.labels());
        return "pods" + namespace + " with "
                + labels.entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(", "));
    }

    private String addresses() {
        return endpoint.addresses().isEmpty()
                ? "no address"
                : endpoint.addresses().stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
