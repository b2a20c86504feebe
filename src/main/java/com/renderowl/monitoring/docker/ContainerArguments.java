package com.renderowl.monitoring.docker;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.docker.inputs.ContainerCapabilitiesArgs;
import com.pulumi.docker.inputs.ContainerHealthcheckArgs;
import com.pulumi.docker.inputs.ContainerHostArgs;
import com.pulumi.docker.inputs.ContainerLabelArgs;
import com.pulumi.docker.inputs.ContainerNetworksAdvancedArgs;
import com.pulumi.docker.inputs.ContainerPortArgs;
import com.pulumi.docker.inputs.ContainerVolumeArgs;
import com.pulumi.resources.ResourceArgs;
import com.renderowl.monitoring.config.DockerConfig;
import com.renderowl.monitoring.docker.ContainerSpec.PublishedPort;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A container in the provider's terms; the SDK reads the fields by reflection. */
@SuppressWarnings("UnusedVariable")
final class ContainerArguments extends ResourceArgs {

    @Import(name = "name")
    private final Output<String> name;

    @Import(name = "image")
    private final Output<String> image;

    @Import(name = "command")
    private final Output<List<String>> command;

    @Import(name = "envs")
    private final Output<List<String>> envs;

    @Import(name = "volumes")
    private final Output<List<ContainerVolumeArgs>> volumes;

    /** Path to options; nothing on it can be run. */
    @Import(name = "tmpfs")
    private final @Nullable Output<Map<String, String>> tmpfs;

    @Import(name = "ports")
    private final @Nullable Output<List<ContainerPortArgs>> ports;

    @Import(name = "networksAdvanced")
    private final Output<List<ContainerNetworksAdvancedArgs>> networksAdvanced;

    @Import(name = "hosts")
    private final Output<List<ContainerHostArgs>> hosts;

    @Import(name = "healthcheck")
    private final @Nullable Output<ContainerHealthcheckArgs> healthcheck;

    @Import(name = "wait")
    private final Output<Boolean> await;

    @Import(name = "waitTimeout")
    private final Output<Integer> waitTimeout = Output.of(120);

    @Import(name = "cpuPeriod")
    private final Output<Integer> cpuPeriod = Output.of(ContainerSpec.CPU_PERIOD_MICROSECONDS);

    /** Not {@code cpus}, a text that the provider reads back in a form of its own, which differs on every run. */
    @Import(name = "cpuQuota")
    private final Output<Integer> cpuQuota;

    @Import(name = "memory")
    private final Output<Integer> memory;

    /** As much as {@code memory}: none of it may be swapped. */
    @Import(name = "memorySwap")
    private final Output<Integer> memorySwap;

    @Import(name = "user")
    private final Output<String> user;

    @Import(name = "readOnly")
    private final Output<Boolean> readOnly = Output.of(true);

    @Import(name = "securityOpts")
    private final Output<List<String>> securityOpts;

    @Import(name = "capabilities")
    private final Output<ContainerCapabilitiesArgs> capabilities = Output.of(ContainerCapabilitiesArgs.builder()
            .drops(ContainerSpec.DROPPED_CAPABILITIES)
            .build());

    /** Exporters ignore the signal to stop when they are the first process of a container. */
    @Import(name = "init")
    private final Output<Boolean> init = Output.of(true);

    @Import(name = "restart")
    private final Output<String> restart = Output.of(ContainerSpec.RESTART);

    @Import(name = "destroyGraceSeconds")
    private final Output<Integer> destroyGraceSeconds;

    @Import(name = "logDriver")
    private final Output<String> logDriver = Output.of(ContainerSpec.LOG_DRIVER);

    @Import(name = "logOpts")
    private final Output<Map<String, String>> logOpts = Output.of(ContainerSpec.LOG_OPTIONS);

    @Import(name = "labels")
    private final Output<List<ContainerLabelArgs>> labels;

    ContainerArguments(ContainerSpec container, Placement placement, List<ContainerVolumeArgs> volumes) {
        name = Output.of(container.name());
        image = Output.of(container.image());
        command = Output.of(container.command());
        envs = environment(container, placement);
        this.volumes = Output.of(volumes);
        SortedMap<String, String> scratch = container.scratch();
        tmpfs = scratch.isEmpty() ? null : Output.of(scratch);
        PublishedPort published = container.port();
        ports = published == null
                ? null
                : Output.of(List.of(ContainerPortArgs.builder()
                        .internal(published.inContainer())
                        .external(published.number())
                        .ip(published.address())
                        .protocol("tcp")
                        .build()));
        networksAdvanced = Output.of(List.of(ContainerNetworksAdvancedArgs.builder()
                .name(placement.network().name())
                .aliases(container.workload())
                .build()));
        hosts = Output.of(List.of(ContainerHostArgs.builder()
                .host(DockerConfig.HOST)
                .ip(ContainerSpec.HOST_GATEWAY)
                .build()));
        HealthCheck health = container.health();
        healthcheck = health == null ? null : Output.of(healthcheck(health));
        await = Output.of(health != null);
        cpuQuota = Output.of(container.cpuQuotaMicroseconds());
        memory = Output.of(container.memoryMebibytes());
        memorySwap = memory;
        user = Output.of(container.user());
        securityOpts = Output.of(container.securityOptions());
        destroyGraceSeconds = Output.of(container.stopSeconds());
        labels = Output.of(DockerWorkload.labels(container.allLabels()));
    }

    private static ContainerHealthcheckArgs healthcheck(HealthCheck check) {
        return ContainerHealthcheckArgs.builder()
                .tests(check.test())
                .interval(HealthCheck.written(check.interval()))
                .timeout(HealthCheck.written(check.timeout()))
                .startPeriod(HealthCheck.written(check.startPeriod()))
                .retries(check.retries())
                .build();
    }

    private static Output<List<String>> environment(ContainerSpec container, Placement placement) {
        Output<List<String>> environment = Output.of(List.of());
        for (ContainerSpec.Variable variable : container.environment()) {
            Output<String> entry =
                    placement.resolve(variable.value()).applyValue(value -> variable.name() + "=" + value);
            environment = Output.tuple(environment, entry)
                    .applyValue(both ->
                            Stream.concat(both.t1.stream(), Stream.of(both.t2)).toList());
        }
        return environment;
    }
}
