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
import com.renderowl.monitoring.machine.Obstacles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A workload as a container, with its volumes and what fills them. */
final class DockerWorkload extends ComponentResource {

    /** Declares the workload. */
    DockerWorkload(String name, ContainerSpec container, Placement placement, ComponentResourceOptions options) {
        super("renderowl:monitoring:DockerWorkload", name, options);
        List<ContainerVolumeArgs> volumes = new ArrayList<>();
        List<ContainerVolumeArgs> configuration = new ArrayList<>();
        List<ContainerUploadArgs> uploads = new ArrayList<>();
        for (ContainerMount mount : container.mounts()) {
            if (mount instanceof ContainerMount.Machine machine) {
                volumes.add(ContainerVolumeArgs.builder()
                        .hostPath(machine.machinePath())
                        .containerPath(machine.path())
                        .readOnly(true)
                        .build());
            } else if (mount instanceof ContainerMount.Data data) {
                volumes.add(mounted(dataVolume(name, data, container), mount, false));
            } else if (mount instanceof ContainerMount.Configuration files) {
                Volume volume = volume(
                        name + "-" + files.name(),
                        files.volume(),
                        container.volumeLabels(),
                        CustomResourceOptions.builder().parent(this).build());
                volumes.add(mounted(volume, mount, true));
                configuration.add(mounted(volume, mount, false));
                files.files()
                        .forEach((file, content) -> uploads.add(ContainerUploadArgs.builder()
                                .file(mount.path() + "/" + file)
                                .content(placement.resolve(content))
                                .build()));
            }
        }
        List<Resource> needed = new ArrayList<>();
        if (!uploads.isEmpty()) {
            needed.add(loader(name, container, configuration, uploads));
        }
        new DockerContainer(
                name + "-container",
                new ContainerArguments(container, placement, volumes),
                CustomResourceOptions.builder()
                        .parent(this)
                        .dependsOn(needed)
                        // The provider reports a change of these as made, and makes none.
                        .replaceOnChanges("cpuQuota", "cpuPeriod", "healthcheck", "tmpfs", "init")
                        .deleteBeforeReplace(true)
                        .build());
        registerOutputs(Map.of());
    }

    /**
     * A container that is made and never started: while it is made, the engine writes the files into the volumes that it
     * mounts. When a file changes only this container is replaced; Prometheus finds the new file and loads it.
     */
    private Container loader(
            String name,
            ContainerSpec container,
            List<ContainerVolumeArgs> volumes,
            List<ContainerUploadArgs> uploads) {
        return new Container(
                name + "-config",
                ContainerArgs.builder()
                        .name(container.name() + "-config")
                        .image(container.image())
                        .start(false)
                        .mustRun(false)
                        .volumes(volumes)
                        .uploads(uploads)
                        .labels(labels(container.labels()))
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .deleteBeforeReplace(true)
                        .build());
    }

    /** It keeps the label that it was made with: another label would be another volume, without the data. */
    private Volume dataVolume(String name, ContainerMount.Data data, ContainerSpec container) {
        Map<String, String> labels = new TreeMap<>(container.volumeLabels());
        labels.put(Obstacles.MADE_BY, container.version());
        return volume(
                name + "-" + data.name(),
                data.volume(),
                labels,
                CustomResourceOptions.builder()
                        .parent(this)
                        .ignoreChanges("labels")
                        .build());
    }

    private static Volume volume(
            String name, String volume, Map<String, String> labels, CustomResourceOptions options) {
        return new Volume(
                name,
                VolumeArgs.builder()
                        .name(volume)
                        .labels(labels.entrySet().stream()
                                .map(label -> VolumeLabelArgs.builder()
                                        .label(label.getKey())
                                        .value(label.getValue())
                                        .build())
                                .toList())
                        .build(),
                options);
    }

    private static ContainerVolumeArgs mounted(Volume volume, ContainerMount mount, boolean readOnly) {
        return ContainerVolumeArgs.builder()
                .volumeName(volume.name())
                .containerPath(mount.path())
                .readOnly(readOnly)
                .build();
    }

    static List<ContainerLabelArgs> labels(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> ContainerLabelArgs.builder()
                        .label(label.getKey())
                        .value(label.getValue())
                        .build())
                .toList();
    }
}
