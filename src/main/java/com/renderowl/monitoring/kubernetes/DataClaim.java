package com.renderowl.monitoring.kubernetes;

import com.pulumi.kubernetes.core.v1.PersistentVolumeClaim;
import com.pulumi.kubernetes.core.v1.PersistentVolumeClaimArgs;
import com.pulumi.kubernetes.core.v1.inputs.PersistentVolumeClaimSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ResourceRequirementsArgs;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.model.DataVolume;
import com.renderowl.monitoring.model.Workload;
import java.util.List;
import java.util.Map;

/** The claims of the volumes on which a workload keeps its data. */
public final class DataClaim {

    private DataClaim() {}

    /**
     * Declares the claims. One that is in the cluster already, as a StatefulSet makes them, is taken over with its volume; a
     * StatefulSet in turn uses the claims that it finds.
     *
     * @param name the logical name of the component
     * @param volumes what is claimed, under which names
     * @param isProtected whether the engine refuses to delete them
     */
    public static List<Resource> declare(
            String name, Workload workload, List<DataVolume> volumes, boolean isProtected, Children children) {
        return volumes.stream()
                .map(volume -> declare(name, workload, volume, isProtected, children))
                .toList();
    }

    private static Resource declare(
            String name, Workload workload, DataVolume volume, boolean isProtected, Children children) {
        PersistentVolumeClaimSpecArgs.Builder spec = PersistentVolumeClaimSpecArgs.builder()
                .accessModes("ReadWriteOnce")
                .resources(ResourceRequirementsArgs.builder()
                        .requests(Map.of("storage", volume.volume().size().toString()))
                        .build());
        if (volume.volume().storageClass() != null) {
            spec.storageClassName(volume.volume().storageClass());
        }
        return new PersistentVolumeClaim(
                name + "-" + volume.name(),
                PersistentVolumeClaimArgs.builder()
                        .metadata(children.metadata(
                                volume.claim(),
                                volume.namespace(),
                                workload.labels().selector(),
                                Children.NOT_AWAITED))
                        .spec(spec.build())
                        .build(),
                children.data(isProtected));
    }
}
