package com.renderowl.monitoring.config;

import org.jspecify.annotations.Nullable;

/**
 * The cluster that the stack belongs to.
 *
 * @param context the context of the kubeconfig, or null for its current one; naming it keeps a stack from landing on
 *     the cluster that happens to be current
 */
public record ClusterConfig(@Nullable String context) {

    private static final Syntax<String> CONTEXT =
            new Syntax<>(Syntax.TEXT.parse(), "the name of a context; kubectl config get-contexts lists them");

    static ClusterConfig read(ObjectReader reader) {
        ClusterConfig config =
                new ClusterConfig(reader.key("context", "Context of the kubeconfig; its current one when not given")
                        .valueOrNull(CONTEXT));
        reader.refuseUnknownKeys();
        return config;
    }
}
