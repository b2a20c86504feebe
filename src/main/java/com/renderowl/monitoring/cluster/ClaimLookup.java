package com.renderowl.monitoring.cluster;

import java.util.List;
import java.util.Optional;

/** Asks a cluster about volume claims and what decides how large they can be. */
public interface ClaimLookup {

    /**
     * What the cluster says.
     *
     * @param claims those of the namespace; none where the namespace is not there
     * @param reason why the cluster did not tell, in one line; empty when it did, or was not asked
     */
    record Answer(List<LiveClaim> claims, String reason) {

        public Answer {
            claims = List.copyOf(claims);
        }
    }

    /**
     * Looks for the claims of a namespace.
     *
     * @param context the context of the kubeconfig, or empty for the current one
     */
    Answer claims(String context, String namespace);

    /** Whether volumes of a storage class can be expanded; empty where the cluster does not tell. */
    Optional<Boolean> expands(String context, String storageClass);

    /**
     * A text in an object; empty where there is none, or the cluster does not tell.
     *
     * @param kind as kubectl takes it
     * @param path a JSONPath, such as <code>{.spec.retentionSize}</code>
     */
    String text(String context, String kind, String namespace, String name, String path);

    /** No cluster is asked. */
    static ClaimLookup none() {
        return new ClaimLookup() {
            @Override
            public Answer claims(String context, String namespace) {
                return new Answer(List.of(), "");
            }

            @Override
            public Optional<Boolean> expands(String context, String storageClass) {
                return Optional.empty();
            }

            @Override
            public String text(String context, String kind, String namespace, String name, String path) {
                return "";
            }
        };
    }
}
