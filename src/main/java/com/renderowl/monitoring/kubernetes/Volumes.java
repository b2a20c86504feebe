package com.renderowl.monitoring.kubernetes;

import com.pulumi.kubernetes.core.v1.inputs.ConfigMapProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.ConfigMapVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.EmptyDirVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.HostPathVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.KeyToPathArgs;
import com.pulumi.kubernetes.core.v1.inputs.PersistentVolumeClaimVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ProjectedVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecretProjectionArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecretVolumeSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeMountArgs;
import com.pulumi.kubernetes.core.v1.inputs.VolumeProjectionArgs;
import com.renderowl.monitoring.model.Mount;

/** Lowers mounts to volumes and their places in the container. */
final class Volumes {

    /** Readable by the owner and the group, which is the pod's fsGroup; by nobody else. */
    private static final int OWNER_AND_GROUP_READ = 0440;

    private Volumes() {}

    static VolumeArgs volume(Mount mount) {
        VolumeArgs.Builder volume = VolumeArgs.builder().name(mount.name());
        Mount.Source source = mount.source();
        if (source instanceof Mount.Source.ConfigFiles files) {
            volume.configMap(ConfigMapVolumeSourceArgs.builder()
                    .name(files.configMapName())
                    .build());
        } else if (source instanceof Mount.Source.MergedConfigFiles files) {
            volume.projected(ProjectedVolumeSourceArgs.builder()
                    .sources(files.configMapNames().stream()
                            .map(name -> VolumeProjectionArgs.builder()
                                    .configMap(ConfigMapProjectionArgs.builder()
                                            .name(name)
                                            .build())
                                    .build())
                            .toList())
                    .build());
        } else if (source instanceof Mount.Source.SelectedFiles selected) {
            volume.projected(ProjectedVolumeSourceArgs.builder()
                    .sources(selected.files().stream().map(Volumes::projection).toList())
                    .defaultMode(OWNER_AND_GROUP_READ)
                    .build());
        } else if (source instanceof Mount.Source.SecretFile file) {
            volume.secret(SecretVolumeSourceArgs.builder()
                    .secretName(file.secretName())
                    .items(KeyToPathArgs.builder()
                            .key(file.key())
                            .path(file.key())
                            .build())
                    .defaultMode(OWNER_AND_GROUP_READ)
                    .build());
        } else if (source instanceof Mount.Source.Scratch scratch) {
            volume.emptyDir(EmptyDirVolumeSourceArgs.builder()
                    .sizeLimit(scratch.sizeLimit().toString())
                    .build());
        } else if (source instanceof Mount.Source.SecretFiles files) {
            volume.secret(SecretVolumeSourceArgs.builder()
                    .secretName(files.secretName())
                    .defaultMode(OWNER_AND_GROUP_READ)
                    .build());
        } else if (source instanceof Mount.Source.Data data) {
            volume.persistentVolumeClaim(PersistentVolumeClaimVolumeSourceArgs.builder()
                    .claimName(data.claimName())
                    .build());
        } else if (source instanceof Mount.Source.Host host) {
            volume.hostPath(
                    HostPathVolumeSourceArgs.builder().path(host.hostPath()).build());
        }
        return volume.build();
    }

    private static VolumeProjectionArgs projection(Mount.SelectedFile file) {
        KeyToPathArgs item =
                KeyToPathArgs.builder().key(file.key()).path(file.path()).build();
        return file.isSecret()
                ? VolumeProjectionArgs.builder()
                        .secret(SecretProjectionArgs.builder()
                                .name(file.objectName())
                                .items(item)
                                .build())
                        .build()
                : VolumeProjectionArgs.builder()
                        .configMap(ConfigMapProjectionArgs.builder()
                                .name(file.objectName())
                                .items(item)
                                .build())
                        .build();
    }

    static VolumeMountArgs volumeMount(Mount mount) {
        VolumeMountArgs.Builder volumeMount =
                VolumeMountArgs.builder().name(mount.name()).mountPath(mount.path());
        if (!(mount.source() instanceof Mount.Source.Data || mount.source() instanceof Mount.Source.Scratch)) {
            volumeMount.readOnly(true);
        }
        if (mount.source() instanceof Mount.Source.Host) {
            // File systems mounted on the node later must be seen too.
            volumeMount.mountPropagation("HostToContainer");
        }
        return volumeMount.build();
    }
}
