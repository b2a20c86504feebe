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
import com.renderowl.monitoring.config.ReservedJobs;
import com.renderowl.monitoring.config.ResourceConfig;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.model.EnvironmentVariable;
import com.renderowl.monitoring.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A workload in Docker's terms; the SDK reads the fields by reflection. Whatever is not said here is forbidden, as in a
 * cluster: no capabilities, no new privileges, no writing outside of volumes.
 */
@SuppressWarnings("UnusedVariable")
final class ContainerArguments extends ResourceArgs {

    private static final int MEBIBYTE = 1 << 20;

    /** What Docker and Kubernetes use when nothing is said. */
    private static final int CPU_PERIOD_MICROSECONDS = 100_000;

    /** Which secret of the stack an exporter's environment variable is filled from. */
    private static final Map<String, String> STACK_SECRETS = Map.of(
            "DATA_SOURCE_NAME", StackSecrets.POSTGRES_DATA_SOURCE_NAME,
            "REDIS_PASSWORD", StackSecrets.REDIS_PASSWORD);

    /**
     * What holds for a variable whose secret is not set. The PostgreSQL exporter ends without a connection; with this one
     * it runs, and finds the database of a developer who has not set a password.
     */
    private static final Map<String, String> WITHOUT_SECRET =
            Map.of("DATA_SOURCE_NAME", "postgresql://postgres@" + DockerConfig.HOST + ":5432/postgres?sslmode=disable");

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
    private final Output<Integer> cpuPeriod = Output.of(CPU_PERIOD_MICROSECONDS);

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
    private final Output<ContainerCapabilitiesArgs> capabilities =
            Output.of(ContainerCapabilitiesArgs.builder().drops("ALL").build());

    @Import(name = "pidMode")
    private final @Nullable Output<String> pidMode;

    /** Exporters ignore the signal to stop when they are the first process of a container. */
    @Import(name = "init")
    private final Output<Boolean> init = Output.of(true);

    @Import(name = "restart")
    private final Output<String> restart = Output.of("unless-stopped");

    @Import(name = "destroyGraceSeconds")
    private final Output<Integer> destroyGraceSeconds;

    @Import(name = "logDriver")
    private final Output<String> logDriver = Output.of("json-file");

    @Import(name = "logOpts")
    private final Output<Map<String, String>> logOpts = Output.of(Map.of("max-size", "10m", "max-file", "3"));

    @Import(name = "labels")
    private final Output<List<ContainerLabelArgs>> labels;

    ContainerArguments(
            Workload workload,
            Placement placement,
            List<ContainerVolumeArgs> volumes,
            Optional<Output<String>> configurationChecksum) {
        name = Output.of(placement.named(workload.name()));
        image = Output.of(workload.image().toString());
        command = Output.of(arguments(workload));
        envs = environment(workload, placement.secrets());
        this.volumes = Output.of(volumes);
        OptionalInt published = publishedPort(workload, placement.config());
        ports = published.isPresent()
                ? Output.of(List.of(port(workload, placement.config(), published.getAsInt())))
                : null;
        networksAdvanced = Output.of(List.of(ContainerNetworksAdvancedArgs.builder()
                .name(placement.network().name())
                .aliases(workload.name())
                .build()));
        hosts = Output.of(List.of(ContainerHostArgs.builder()
                .host(DockerConfig.HOST)
                .ip("host-gateway")
                .build()));
        ContainerHealthcheckArgs health = HealthChecks.of(workload).orElse(null);
        healthcheck = health == null ? null : Output.of(health);
        await = Output.of(health != null);
        ResourceConfig resources = workload.resources();
        cpuQuota = Output.of((int) (resources.cpuLimit().millicores() * CPU_PERIOD_MICROSECONDS / 1000));
        memory = Output.of((int) (resources.memoryLimit().bytes() / MEBIBYTE));
        memorySwap = memory;
        long userId = workload.security().userId();
        user = Output.of(userId + ":" + userId);
        // The engine adds the second one by itself where processes of the machine are seen, and that would differ.
        securityOpts = Output.of(
                workload.security().hostProcesses()
                        ? List.of("label=disable", "no-new-privileges:true")
                        : List.of("no-new-privileges:true"));
        pidMode = workload.security().hostProcesses() ? Output.of("host") : null;
        destroyGraceSeconds = Output.of(workload.stopSeconds());
        labels = labels(workload, configurationChecksum);
    }

    /** What cannot load a changed file by itself gets another label with it, and so is made anew. */
    private static Output<List<ContainerLabelArgs>> labels(Workload workload, Optional<Output<String>> checksum) {
        List<ContainerLabelArgs> plain = DockerWorkload.labels(workload);
        return checksum.map(output -> output.applyValue(value -> Stream.concat(
                                plain.stream(),
                                Stream.of(ContainerLabelArgs.builder()
                                        .label("renderowl.monitoring/configuration")
                                        .value(value)
                                        .build()))
                        .toList()))
                .orElseGet(() -> Output.of(plain));
    }

    /** What has pages for people is on the machine too; exporters are for Prometheus alone. */
    private static OptionalInt publishedPort(Workload workload, DockerConfig config) {
        return switch (workload.name()) {
            case ReservedJobs.PROMETHEUS -> OptionalInt.of(config.prometheusPort());
            case ReservedJobs.ALERTMANAGER -> OptionalInt.of(config.alertmanagerPort());
            default -> OptionalInt.empty();
        };
    }

    private static List<String> arguments(Workload workload) {
        List<String> arguments = new ArrayList<>(workload.arguments());
        // Who does not reach the machine does not reach this either.
        if (workload.name().equals(ReservedJobs.PROMETHEUS)) {
            arguments.add("--web.enable-lifecycle");
        }
        return arguments;
    }

    private static ContainerPortArgs port(Workload workload, DockerConfig config, int published) {
        return ContainerPortArgs.builder()
                .internal(workload.port().number())
                .external(published)
                .ip(config.bindAddress())
                .protocol("tcp")
                .build();
    }

    private static Output<List<String>> environment(Workload workload, StackSecrets secrets) {
        Output<List<String>> environment = Output.of(List.of());
        for (EnvironmentVariable variable : workload.environment()) {
            String name = variable.name();
            String secret = STACK_SECRETS.get(name);
            String otherwise = WITHOUT_SECRET.get(name);
            if (variable instanceof EnvironmentVariable.Plain plain) {
                environment = with(environment, Output.of(name + "=" + plain.value()));
            } else if (secret != null && secrets.has(secret)) {
                environment = with(environment, secrets.output(secret).applyValue(value -> name + "=" + value));
            } else if (otherwise != null) {
                environment = with(environment, Output.of(name + "=" + otherwise));
            }
        }
        return environment;
    }

    private static Output<List<String>> with(Output<List<String>> environment, Output<String> entry) {
        return Output.tuple(environment, entry).applyValue(both -> Stream.concat(both.t1.stream(), Stream.of(both.t2))
                .toList());
    }
}
