package com.renderowl.monitoring.docker;

import com.pulumi.docker.Container;
import com.pulumi.docker.ContainerArgs;
import com.pulumi.docker.Volume;
import com.pulumi.docker.VolumeArgs;
import com.pulumi.docker.inputs.ContainerLabelArgs;
import com.pulumi.docker.inputs.ContainerUploadArgs;
import com.pulumi.docker.inputs.ContainerVolumeArgs;
import com.pulumi.docker.inputs.VolumeLabelArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.model.Mount;
import com.renderowl.monitoring.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A workload as a container, with its volumes and what fills them. */
final class DockerWorkload extends ComponentResource {

    /**
     * Declares the workload.
     *
     * @param files what its mounts of configuration hold
     */
    DockerWorkload(
            String name,
            Workload workload,
            ConfigurationFiles files,
            Placement placement,
            ComponentResourceOptions options) {
        super("renderowl:monitoring:DockerWorkload", name, options);
        List<ContainerVolumeArgs> volumes = new ArrayList<>();
        List<ContainerVolumeArgs> configuration = new ArrayList<>();
        List<ContainerUploadArgs> uploads = new ArrayList<>();
        for (Mount mount : workload.mounts()) {
            switch (Kind.of(mount.source())) {
                case HOST ->
                    volumes.add(ContainerVolumeArgs.builder()
                            .hostPath(((Mount.Source.Host) mount.source()).hostPath())
                            .containerPath(mount.path())
                            .readOnly(true)
                            .build());
                case DATA -> volumes.add(mounted(volume(name, mount, workload, placement), mount, false));
                case CONFIGURATION -> {
                    Volume volume = volume(name, mount, workload, placement);
                    volumes.add(mounted(volume, mount, true));
                    configuration.add(mounted(volume, mount, false));
                    files.in(mount.source())
                            .forEach((file, text) -> uploads.add(ContainerUploadArgs.builder()
                                    .file(mount.path() + "/" + file)
                                    .content(text)
                                    .build()));
                }
            }
        }
        List<Resource> needed = new ArrayList<>();
        if (!uploads.isEmpty()) {
            needed.add(loader(name, workload, configuration, uploads, placement));
        }
        new DockerContainer(
                name + "-container",
                new ContainerArguments(workload, placement, volumes, files.checksum(workload)),
                CustomResourceOptions.builder()
                        .parent(this)
                        .dependsOn(needed)
                        .deleteBeforeReplace(true)
                        .build());
        registerOutputs(Map.of());
    }

    private enum Kind {
        HOST,
        DATA,
        CONFIGURATION;

        static Kind of(Mount.Source source) {
            if (source instanceof Mount.Source.Host) {
                return HOST;
            }
            if (source instanceof Mount.Source.Data) {
                return DATA;
            }
            return CONFIGURATION;
        }
    }

    /**
     * A container that is made and never started: while it is made, the engine writes the files into the volumes that it
     * mounts. When a file changes only this container is replaced; Prometheus finds the new file and loads it.
     */
    private Container loader(
            String name,
            Workload workload,
            List<ContainerVolumeArgs> volumes,
            List<ContainerUploadArgs> uploads,
            Placement placement) {
        return new Container(
                name + "-config",
                ContainerArgs.builder()
                        .name(placement.named(workload.name() + "-config"))
                        .image(workload.image().toString())
                        .start(false)
                        .mustRun(false)
                        .volumes(volumes)
                        .uploads(uploads)
                        .labels(labels(workload))
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .deleteBeforeReplace(true)
                        .build());
    }

    private Volume volume(String name, Mount mount, Workload workload, Placement placement) {
        return new Volume(
                name + "-" + mount.name(),
                VolumeArgs.builder()
                        .name(placement.named(workload.name() + "-" + mount.name()))
                        .labels(workload.labels().selector().entrySet().stream()
                                .map(label -> VolumeLabelArgs.builder()
                                        .label(label.getKey())
                                        .value(label.getValue())
                                        .build())
                                .toList())
                        .build(),
                CustomResourceOptions.builder().parent(this).build());
    }

    private static ContainerVolumeArgs mounted(Volume volume, Mount mount, boolean readOnly) {
        return ContainerVolumeArgs.builder()
                .volumeName(volume.name())
                .containerPath(mount.path())
                .readOnly(readOnly)
                .build();
    }

    static List<ContainerLabelArgs> labels(Workload workload) {
        return workload.labels().all().entrySet().stream()
                .map(label -> ContainerLabelArgs.builder()
                        .label(label.getKey())
                        .value(label.getValue())
                        .build())
                .toList();
    }
}
