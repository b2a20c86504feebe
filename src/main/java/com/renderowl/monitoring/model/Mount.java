package com.renderowl.monitoring.model;

import com.renderowl.monitoring.units.ByteQuantity;
import java.util.List;

/**
 * Files that a container sees.
 *
 * @param name a name that is unique in the workload
 * @param path where the container sees them; always a directory, because a single mounted file is never refreshed
 * @param source where they come from
 */
public record Mount(String name, String path, Source source) {

    /** Where files come from. Only volumes for data and scratch files can be written to. */
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
         * The files of several ConfigMaps in one directory.
         *
         * @param configMapNames the ConfigMaps; no two have a file of the same name
         */
        record MergedConfigFiles(List<String> configMapNames) implements Source {

            public MergedConfigFiles {
                configMapNames = List.copyOf(configMapNames);
            }
        }

        /**
         * One file of a Secret whose other files are not for this workload.
         *
         * @param secretName the Secret
         * @param key its key, which is also the file's name
         */
        record SecretFile(String secretName, String key) implements Source {}

        /**
         * Single files of Secrets and ConfigMaps that somebody else keeps, in one directory.
         *
         * @param files no two have the same path
         */
        record SelectedFiles(List<SelectedFile> files) implements Source {

            public SelectedFiles {
                files = List.copyOf(files);
            }
        }

        /**
         * An empty directory that goes with the pod.
         *
         * @param sizeLimit beyond it the pod is evicted
         */
        record Scratch(ByteQuantity sizeLimit) implements Source {}

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

    /**
     * One file of a Secret or ConfigMap.
     *
     * @param isSecret whether it is of a Secret, otherwise of a ConfigMap
     * @param objectName the Secret or ConfigMap
     * @param key its key there
     * @param path where it is, below the directory of the mount
     */
    public record SelectedFile(boolean isSecret, String objectName, String key, String path) {}
}
