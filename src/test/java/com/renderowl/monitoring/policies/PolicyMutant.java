package com.renderowl.monitoring.policies;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A network policy that is wrong in one place.
 *
 * @param kind in which way
 * @param original the policy as rendered
 * @param changed the policy as it is now, or null where it is gone
 * @param place where that is in the policy, such as {@code spec.egress[0].to[1]}
 * @param what what was changed there, for people
 */
public record PolicyMutant(
        Kind kind, Map<String, Object> original, @Nullable Map<String, Object> changed, String place, String what) {

    /** Ways in which a policy can be wrong. */
    public enum Kind {
        /** There is none. */
        POLICY_GONE("policy deleted"),
        /** One direction is not policed any more. */
        TYPE_GONE("policy type removed"),
        /** It selects more pods than those of its workload. */
        SELECTOR_WIDER("selected pods widened"),
        /** It selects fewer pods than those of its workload. */
        SELECTOR_WRONG("selected pods missed"),
        /** A rule is missing. */
        RULE_GONE("rule removed"),
        /** A rule that lets names be resolved is missing, or one of its protocols. */
        DNS_GONE("DNS removed"),
        /** A port of several is missing. */
        PORT_GONE("port dropped"),
        /** Every port passes. */
        PORTS_ANY("ports dropped from a rule"),
        /** Another port passes in place of the right one. */
        PORT_WRONG("port changed"),
        /** The same number of another protocol passes. */
        PROTOCOL_WRONG("protocol changed"),
        /** A peer of several is missing. */
        PEER_GONE("peer removed"),
        /** Everybody passes. */
        PEERS_ANY("peers dropped from a rule"),
        /** Pods of every namespace pass. */
        NAMESPACES_ANY("peer's namespace widened to all"),
        /** The peers are looked for in the policy's own namespace. */
        NAMESPACE_OWN("peer's namespaceSelector dropped"),
        /** Every pod of the namespace passes. */
        PODS_ANY("peer's podSelector dropped"),
        /** Pods pass that lack one of the labels. */
        LABEL_GONE("peer's label dropped"),
        /** Every address passes. */
        BLOCK_ANY("peer's address block widened to all"),
        /** Twice as many addresses pass. */
        BLOCK_WIDER("peer's address block doubled");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        /** How people name it. */
        public String title() {
            return title;
        }
    }

    /** The policy's name, with its namespace. */
    public String policy() {
        return name(original);
    }

    private static String name(Map<String, Object> policy) {
        return Manifests.text(policy, "metadata.namespace") + "/" + Manifests.text(policy, "metadata.name");
    }

    /** Whether the peer that was changed is in the policy's own namespace. */
    boolean peersAreInItsNamespace() {
        return Manifests.text(original, "metadata.namespace")
                .equals(Manifests.texts(original, place + ".namespaceSelector.matchLabels")
                        .get("kubernetes.io/metadata.name"));
    }

    /** The changed policy, to be applied in place of the original; where there is none, that has to be deleted. */
    public Optional<Map<String, Object>> applied() {
        return Optional.ofNullable(changed);
    }

    /** All policies of a stack, with this one in place of its original. */
    public List<Map<String, Object>> among(List<Map<String, Object>> policies) {
        return policies.stream()
                .flatMap(policy -> policy().equals(name(policy)) ? applied().stream() : Stream.of(policy))
                .toList();
    }

    @Override
    public String toString() {
        return policy() + " " + place + " " + what;
    }
}
