package com.renderowl.monitoring.model;

/**
 * Files that a container sees.
 *
 * @param name a name that is unique in the workload
 * @param path where the container sees them; always a directory, because a single mounted file is never refreshed
 * @param source where they come from
 */
public record Mount(String name, String path, Source source) {

    /** Where files come from. Only the data volume can be written to. */
    public sealed interface Source {

        /**
         * The files of a ConfigMap.
         *
         * @param configMapName the ConfigMap
         */
        record ConfigFiles(String configMapName) implements Source {}

        /**
         * The files of a Secret.
         *
         * @param secretName the Secret
         */
        record SecretFiles(String secretName) implements Source {}

        /**
         * A volume that outlives the workload.
         *
         * @param claimName the claim
         */
        record Data(String claimName) implements Source {}

        /**
         * A directory of the node.
         *
         * @param hostPath its path on the node
         */
        record Host(String hostPath) implements Source {}
    }
}
