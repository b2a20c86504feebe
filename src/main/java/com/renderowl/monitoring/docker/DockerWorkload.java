package com.renderowl.monitoring.docker;

import com.pulumi.core.Output;
import com.pulumi.docker.Container;
import com.pulumi.docker.ContainerArgs;
import com.pulumi.docker.Volume;
import com.pulumi.docker.VolumeArgs;
import com.pulumi.docker.inputs.ContainerCapabilitiesArgs;
import com.pulumi.docker.inputs.ContainerLabelArgs;
import com.pulumi.docker.inputs.ContainerUploadArgs;
import com.pulumi.docker.inputs.ContainerVolumeArgs;
import com.pulumi.docker.inputs.VolumeLabelArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.machine.Obstacles;
import com.renderowl.monitoring.units.Owner;
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
        List<ContainerVolumeArgs> owned = new ArrayList<>();
        List<ContainerUploadArgs> uploads = new ArrayList<>();
        for (ContainerMount mount : container.mounts()) {
            if (mount instanceof ContainerMount.Machine machine) {
                volumes.add(ContainerVolumeArgs.builder()
                        .hostPath(machine.machinePath())
                        .containerPath(machine.path())
                        .readOnly(true)
                        .build());
            } else if (mount instanceof ContainerMount.Data data) {
                ContainerVolumeArgs kept = mounted(dataVolume(name, data, container, placement), mount, false);
                volumes.add(kept);
                owned.add(kept);
            } else if (mount instanceof ContainerMount.Configuration files) {
                Volume volume = volume(name + "-" + files.name(), files.volume(), container.volumeLabels(), placement);
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
        if (!owned.isEmpty()) {
            needed.add(owner(name, container, placement, owned));
        }
        if (!uploads.isEmpty()) {
            needed.add(loader(name, container, placement, configuration, uploads));
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
            Placement placement,
            List<ContainerVolumeArgs> volumes,
            List<ContainerUploadArgs> uploads) {
        return new Container(
                name + "-config",
                ContainerArgs.builder()
                        .name(container.loaderName())
                        .image(container.image())
                        .start(false)
                        .mustRun(false)
                        .volumes(volumes)
                        .uploads(uploads)
                        .labels(labels(container.labels(), placement))
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .deleteBeforeReplace(true)
                        .build());
    }

    /**
     * A container that runs once, ends, and only then lets the program start: it makes the data its user's. A new volume
     * belongs to the user of the image, and one of an older release to the user that this release had.
     */
    private Container owner(
            String name, ContainerSpec container, Placement placement, List<ContainerVolumeArgs> volumes) {
        return new Container(
                name + "-owner",
                ContainerArgs.builder()
                        .name(container.ownerName())
                        .image(container.image())
                        .entrypoints(ContainerSpec.OWNER_PROGRAM)
                        .command(container.ownerArguments())
                        .attach(true)
                        .mustRun(false)
                        .volumes(volumes)
                        .networkMode(ContainerSpec.OWNER_NETWORK)
                        .memory(container.memoryMebibytes())
                        .memorySwap(container.memoryMebibytes())
                        .user(ContainerSpec.OWNER_USER)
                        .readOnly(true)
                        .capabilities(ContainerCapabilitiesArgs.builder()
                                .drops(ContainerSpec.DROPPED_CAPABILITIES)
                                .adds(ContainerSpec.OWNER_CAPABILITIES)
                                .build())
                        .securityOpts(ContainerSpec.NO_NEW_PRIVILEGES)
                        .labels(labels(container.labels(), placement))
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .deleteBeforeReplace(true)
                        .build());
    }

    private Volume dataVolume(String name, ContainerMount.Data data, ContainerSpec container, Placement placement) {
        Map<String, String> labels = new TreeMap<>(container.volumeLabels());
        labels.put(Obstacles.MADE_BY, container.version());
        return volume(name + "-" + data.name(), data.volume(), labels, placement);
    }

    /** It keeps the labels that it was made with: other labels would be another volume, without the data. */
    private Volume volume(String name, String volume, Map<String, String> labels, Placement placement) {
        return new Volume(
                name,
                VolumeArgs.builder()
                        .name(volume)
                        .labels(placement.owner().applyValue(owner -> volumeLabels(labels, owner)))
                        .build(),
                CustomResourceOptions.builder()
                        .parent(this)
                        .ignoreChanges("labels")
                        .build());
    }

    private static List<VolumeLabelArgs> volumeLabels(Map<String, String> labels, String owner) {
        return owned(labels, owner).entrySet().stream()
                .map(label -> VolumeLabelArgs.builder()
                        .label(label.getKey())
                        .value(label.getValue())
                        .build())
                .toList();
    }

    private static ContainerVolumeArgs mounted(Volume volume, ContainerMount mount, boolean readOnly) {
        return ContainerVolumeArgs.builder()
                .volumeName(volume.name())
                .containerPath(mount.path())
                .readOnly(readOnly)
                .build();
    }

    static Output<List<ContainerLabelArgs>> labels(Map<String, String> labels, Placement placement) {
        return placement.owner().applyValue(owner -> containerLabels(owned(labels, owner)));
    }

    private static Map<String, String> owned(Map<String, String> labels, String owner) {
        Map<String, String> all = new TreeMap<>(labels);
        all.put(Owner.ANNOTATION, owner);
        return all;
    }

    private static List<ContainerLabelArgs> containerLabels(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> ContainerLabelArgs.builder()
                        .label(label.getKey())
                        .value(label.getValue())
                        .build())
                .toList();
    }
}
