package com.renderowl.monitoring.policies;

import com.google.gson.Gson;
import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.policies.PolicyMutant.Kind;
import com.renderowl.monitoring.units.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Every way to get a network policy wrong that a generator knows, one at a time. */
public final class PolicyMutants {

    private static final int DNS = 53;

    private final Map<String, Object> policy;
    private final List<PolicyMutant> mutants = new ArrayList<>();

    private PolicyMutants(Map<String, Object> policy) {
        this.policy = policy;
    }

    /** All mutants of a policy, given as an object of {@code networking.k8s.io/v1}. */
    public static List<PolicyMutant> of(Map<String, Object> policy) {
        PolicyMutants all = new PolicyMutants(copy(policy));
        all.mutants.add(new PolicyMutant(Kind.POLICY_GONE, all.policy, null, "", "deleted"));
        all.ofTypes();
        all.ofSelector();
        all.ofRules("ingress", "from");
        all.ofRules("egress", "to");
        return List.copyOf(all.mutants);
    }

    private void ofTypes() {
        for (int index = 0; index < list(policy, "spec.policyTypes").size(); index++) {
            remove(Kind.TYPE_GONE, "spec.policyTypes", index);
        }
    }

    private void ofSelector() {
        add(Kind.SELECTOR_WIDER, "spec.podSelector", "of every pod", Map::clear);
        String labels = "spec.podSelector.matchLabels";
        for (String label : List.copyOf(map(policy, labels).keySet())) {
            add(Kind.SELECTOR_WIDER, labels, "without " + label, changed -> changed.remove(label));
            add(Kind.SELECTOR_WRONG, labels, "with another " + label, changed -> changed.put(label, "mutant"));
        }
    }

    private void ofRules(String direction, String side) {
        for (int index = 0; index < list(policy, "spec." + direction).size(); index++) {
            String rule = "spec." + direction + "[" + index + "]";
            remove(isDns(rule) ? Kind.DNS_GONE : Kind.RULE_GONE, "spec." + direction, index);
            ofPorts(rule);
            add(Kind.PEERS_ANY, rule, "without " + side, changed -> changed.remove(side));
            int peers = list(policy, rule + "." + side).size();
            for (int peer = 0; peer < peers; peer++) {
                if (peers > 1) {
                    remove(Kind.PEER_GONE, rule + "." + side, peer);
                }
                ofPeer(rule + "." + side + "[" + peer + "]");
            }
        }
    }

    private void ofPorts(String rule) {
        add(Kind.PORTS_ANY, rule, "without ports", changed -> changed.remove("ports"));
        int count = list(policy, rule + ".ports").size();
        for (int index = 0; index < count; index++) {
            String port = rule + ".ports[" + index + "]";
            if (count > 1) {
                remove(isDns(rule) ? Kind.DNS_GONE : Kind.PORT_GONE, rule + ".ports", index);
            }
            add(
                    Kind.PORT_WRONG,
                    port,
                    "is one more",
                    changed -> changed.computeIfPresent("port", (key, number) -> ((Number) number).intValue() + 1));
            add(
                    Kind.PROTOCOL_WRONG,
                    port,
                    "is of the other protocol",
                    changed ->
                            changed.computeIfPresent("protocol", (key, given) -> given.equals("TCP") ? "UDP" : "TCP"));
        }
    }

    private void ofPeer(String peer) {
        if (map(policy, peer).containsKey("ipBlock")) {
            ofBlock(peer + ".ipBlock");
            return;
        }
        add(Kind.NAMESPACES_ANY, peer, "in every namespace", changed -> changed.put("namespaceSelector", Map.of()));
        if (!map(policy, peer).containsKey("podSelector")) {
            return;
        }
        add(Kind.NAMESPACE_OWN, peer, "in the own namespace", changed -> changed.remove("namespaceSelector"));
        add(Kind.PODS_ANY, peer, "without podSelector", changed -> changed.remove("podSelector"));
        String labels = peer + ".podSelector.matchLabels";
        List<String> names = List.copyOf(map(policy, labels).keySet());
        // Without its only label it would be the mutant before.
        if (names.size() > 1) {
            names.forEach(label -> add(Kind.LABEL_GONE, labels, "without " + label, changed -> changed.remove(label)));
        }
    }

    private void ofBlock(String block) {
        Cidr given = Cidr.parse(new Document(policy).text(block + ".cidr"));
        add(Kind.BLOCK_ANY, block, "is everything", changed -> changed.put("cidr", "0.0.0.0/0"));
        int prefix = given.prefixLength() - 1;
        String twice = Blocks.address(Blocks.first(given) >> 32 - prefix << 32 - prefix) + "/" + prefix;
        add(Kind.BLOCK_WIDER, block, "is " + twice + " and not " + given, changed -> changed.put("cidr", twice));
    }

    /** Removes an element of the list at {@code place}. */
    private void remove(Kind kind, String place, int index) {
        Map<String, Object> changed = copy(policy);
        Object removed = list(changed, place).remove(index);
        mutants.add(new PolicyMutant(kind, policy, changed, place, "without " + removed));
    }

    /** Changes the map at {@code place}. */
    private void add(Kind kind, String place, String what, Consumer<Map<String, Object>> change) {
        Map<String, Object> changed = copy(policy);
        change.accept(map(changed, place));
        mutants.add(new PolicyMutant(kind, policy, changed, place, what));
    }

    private boolean isDns(String rule) {
        return list(policy, rule + ".ports").stream()
                .allMatch(port -> ((Number) new Document(port).at("port")).intValue() == DNS);
    }

    @SuppressWarnings("unchecked") // the copies are made of maps and lists by Gson
    private static Map<String, Object> map(Map<String, Object> object, String path) {
        return (Map<String, Object>) new Document(object).at(path);
    }

    @SuppressWarnings("unchecked") // the same
    private static List<Object> list(Map<String, Object> object, String path) {
        @Nullable Object found = new Document(object).at(path);
        return found == null ? List.of() : (List<Object>) found;
    }

    /** A deep one, in which everything can be changed. */
    @SuppressWarnings("unchecked") // an object is a map
    static Map<String, Object> copy(Map<String, Object> object) {
        return (Map<String, Object>) Document.parse(
                        new Gson().newBuilder().disableHtmlEscaping().create().toJson(object))
                .root();
    }
}
