package com.renderowl.monitoring.cli.guard;

import com.renderowl.monitoring.cli.engine.Step;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What is not replaced or deleted just like that. */
enum Kind {

    /** Holds data. Of the volumes on Docker those with data alone: the others are filled from the configuration. */
    VOLUME(Set.of("kubernetes:core/v1:PersistentVolumeClaim", "docker:index/volume:Volume")),

    /**
     * Runs pods. Containers on Docker are none of it: there every edit replaces the container, which is how Docker
     * changes one.
     */
    WORKLOAD(Set.of("kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet", "kubernetes:apps/v1:DaemonSet")),

    /** Has Prometheus Operator run pods, with volumes that it makes for them. */
    OPERATED(Set.of(
            "kubernetes:monitoring.coreos.com/v1:Prometheus", "kubernetes:monitoring.coreos.com/v1:Alertmanager")),

    /** Takes all that is in it along. */
    NAMESPACE(Set.of("kubernetes:core/v1:Namespace"));

    private static final String DOCKER = "docker:";

    /** The logical names of volumes with data end in that of their mount. */
    private static final String DATA = "-data";

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> types;

    Kind(Set<String> types) {
        this.types = types;
    }

    /** What kind a resource is of, if any. */
    static Optional<Kind> of(Step step) {
        return Arrays.stream(values())
                .filter(kind -> kind.types.contains(step.type()))
                .filter(kind -> !step.type().startsWith(DOCKER) || step.name().endsWith(DATA))
                .findFirst();
    }

    /** Whether data is gone when it is gone. */
    boolean holdsData() {
        return this == VOLUME || this == OPERATED;
    }
}
