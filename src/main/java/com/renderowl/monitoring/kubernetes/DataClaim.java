package com.renderowl.monitoring.kubernetes;

import com.pulumi.kubernetes.core.v1.PersistentVolumeClaim;
import com.pulumi.kubernetes.core.v1.PersistentVolumeClaimArgs;
import com.pulumi.kubernetes.core.v1.inputs.PersistentVolumeClaimSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ResourceRequirementsArgs;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.VolumeConfig;
import com.renderowl.monitoring.model.Workload;
import java.util.Map;

/** The claim of the volume on which a workload keeps its data. */
final class DataClaim {

    private DataClaim() {}

    /**
     * Declares the claim.
     *
     * @param name the logical name
     * @param claimName the name in the cluster
     * @param isProtected whether the engine refuses to delete it
     */
    static Resource declare(
            String name,
            String claimName,
            Workload workload,
            VolumeConfig volume,
            boolean isProtected,
            Children children) {
        PersistentVolumeClaimSpecArgs.Builder spec = PersistentVolumeClaimSpecArgs.builder()
                .accessModes("ReadWriteOnce")
                .resources(ResourceRequirementsArgs.builder()
                        .requests(Map.of("storage", volume.size().toString()))
                        .build());
        if (volume.storageClass() != null) {
            spec.storageClassName(volume.storageClass());
        }
        return new PersistentVolumeClaim(
                name,
                PersistentVolumeClaimArgs.builder()
                        .metadata(Children.metadata(
                                claimName,
                                workload.namespace(),
                                workload.labels().selector(),
                                Children.NOT_AWAITED))
                        .spec(spec.build())
                        .build(),
                children.data(isProtected));
    }
}
