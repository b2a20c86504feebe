package com.renderowl.monitoring;

import java.nio.file.Path;

/** What a run of the program is for: a cluster, or files. */
public sealed interface RunMode {

    /** The objects go to the cluster that the stack's kubeconfig names. */
    record Deploy() implements RunMode {}

    /**
     * The objects are written as manifests; no cluster is contacted.
     *
     * @param directory where the provider writes; it must not hold anything else
     * @param includeSecrets whether Secret objects with their values in clear are among them
     */
    record Render(Path directory, boolean includeSecrets) implements RunMode {}
}
