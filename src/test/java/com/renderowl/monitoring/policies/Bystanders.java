package com.renderowl.monitoring.policies;

import com.renderowl.monitoring.model.Connection;
import com.renderowl.monitoring.model.Party;
import com.renderowl.monitoring.model.reach.Endpoint;
import com.renderowl.monitoring.model.reach.PolicyVerdicts;
import com.renderowl.monitoring.units.Cidr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everybody around a stack whom its policies tell apart: the others that it needs, and for each of all parties those who
 * are nearly the same. Whatever a policy admits too much is somebody among them.
 */
public final class Bystanders {

    /** A namespace that no policy names. */
    public static final String ELSEWHERE = "elsewhere";

    private static final List<String> FAR_AWAY = List.of("8.8.8.8", "203.0.113.7");

    private final Map<String, Endpoint.Pod> pods = new LinkedHashMap<>();

    private Bystanders() {}

    /** The pods, each with a name of its own. */
    public static List<Endpoint.Pod> pods(PolicyVerdicts verdicts) {
        Bystanders bystanders = new Bystanders();
        bystanders.add("stranger", ELSEWHERE, Map.of());
        for (Party party : parties(verdicts)) {
            if (party instanceof Party.Pods pods) {
                bystanders.add(pods.name(), pods.namespace(), pods.selector());
                bystanders.addNearly(pods.name(), pods.namespace(), pods.selector());
            } else if (party instanceof Party.Own own) {
                bystanders.addNearly(own.name(), own.namespace(), own.selector());
            }
        }
        return List.copyOf(bystanders.pods.values());
    }

    /** The addresses where blocks begin and end, those next to them, and some far away. */
    public static List<Endpoint> addresses(PolicyVerdicts verdicts) {
        Set<String> addresses = new LinkedHashSet<>(FAR_AWAY);
        Stream<Cidr> blocks = parties(verdicts).stream()
                .flatMap(party -> party instanceof Party.Addresses known ? known.addresses().stream() : Stream.empty());
        Stream.concat(blocks, verdicts.nodes().stream()).forEach(block -> addresses.addAll(Blocks.edges(block)));
        return addresses.stream()
                .map(address -> (Endpoint) Endpoint.outside(address, address))
                .toList();
    }

    private static List<Party> parties(PolicyVerdicts verdicts) {
        return Stream.concat(
                        verdicts.workloads().stream(),
                        verdicts.graph().connections().stream()
                                .flatMap((Connection one) -> Stream.of(one.from(), one.to())))
                .distinct()
                .toList();
    }

    /** Somebody in its namespace without labels, or with all but one of them, and its twin in another namespace. */
    private void addNearly(String name, String namespace, Map<String, String> labels) {
        add("somebody", namespace, Map.of());
        add("twin-of-" + name, ELSEWHERE, labels);
        List<String> keys = new ArrayList<>(labels.keySet());
        for (int left = 0; left < keys.size(); left++) {
            Map<String, String> fewer = new LinkedHashMap<>(labels);
            fewer.remove(keys.get(left));
            add(name + "-but-" + left, namespace, fewer);
        }
    }

    private void add(String name, String namespace, Map<String, String> labels) {
        boolean isThere = pods.values().stream()
                .anyMatch(
                        pod -> pod.namespace().equals(namespace) && pod.labels().equals(labels));
        if (!isThere) {
            String free = Stream.iterate(name, taken -> taken + "-x")
                    .filter(candidate -> !pods.containsKey(namespace + "/" + candidate))
                    .findFirst()
                    .orElseThrow();
            pods.put(namespace + "/" + free, Endpoint.pod(free, namespace, labels));
        }
    }
}
