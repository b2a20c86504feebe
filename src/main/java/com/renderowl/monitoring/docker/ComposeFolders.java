package com.renderowl.monitoring.docker;

import com.renderowl.monitoring.model.Paths;

/** Where the files that containers see are, beside {@code docker-compose.yml}. */
final class ComposeFolders {

    private ComposeFolders() {}

    /**
     * The folder of a mount. The rules are those of a Prometheus outside of Docker too. What holds secrets is made by
     * whoever runs it, and is not in a rendering.
     */
    static String of(ContainerSpec container, ContainerMount.Configuration mount) {
        if (mount.path().equals(Paths.RULES)) {
            return "rules";
        }
        String folder = hasSecrets(mount) ? "secrets" : "containers";
        return folder + "/" + container.workload() + "/" + mount.name();
    }

    /** Whether files of the mount hold secrets. */
    static boolean hasSecrets(ContainerMount.Configuration mount) {
        return mount.files().values().stream().anyMatch(Content.OfSecret.class::isInstance);
    }
}
