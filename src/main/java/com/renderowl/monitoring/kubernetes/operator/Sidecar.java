package com.renderowl.monitoring.kubernetes.operator;

import com.renderowl.monitoring.config.ObjectStorageConfig;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.ThanosSpec;
import io.fabric8.openshift.api.model.monitoring.v1.ThanosSpecBuilder;

/**
 * The Thanos sidecar beside each Prometheus. It reads the description of its bucket from a file: by the operator's other
 * way, an environment variable, the credentials would be among the arguments of the process.
 */
final class Sidecar {

    /** The Secret with the description of the bucket, where the stack makes it. */
    static final String SECRET = "prometheus-object-storage";

    private static final String VOLUME = "object-storage";
    private static final String DIRECTORY = "/etc/thanos/object-storage";
    private static final String FILE = "objstore.yml";

    /** Readable by the owner and the group, which is the pod's fsGroup; by nobody else. */
    private static final int OWNER_AND_GROUP_READ = 0440;

    private Sidecar() {}

    static String secretName(ObjectStorageConfig config) {
        return config.secretName() == null ? SECRET : config.secretName();
    }

    static ThanosSpec of(ObjectStorageConfig config, String logLevel) {
        ThanosSpecBuilder spec = new ThanosSpecBuilder()
                .withImage(config.image().toString())
                .withObjectStorageConfigFile(DIRECTORY + "/" + FILE)
                .withVolumeMounts(new VolumeMountBuilder()
                        .withName(VOLUME)
                        .withMountPath(DIRECTORY)
                        .build())
                .withLogLevel(logLevel)
                .withResources(OperatedPods.resources(config.resources()));
        if (OperatedPods.isRelease(config.image().version())) {
            spec.withVersion("v" + config.image().version());
        }
        if (config.query() == null) {
            // Nobody else has a reason to ask it.
            spec.withGrpcListenLocal(true);
        }
        return spec.build();
    }

    static Volume volume(ObjectStorageConfig config) {
        return new VolumeBuilder()
                .withName(VOLUME)
                .withNewSecret()
                .withSecretName(secretName(config))
                .withDefaultMode(OWNER_AND_GROUP_READ)
                .addNewItem(config.key(), null, FILE)
                .endSecret()
                .build();
    }
}
