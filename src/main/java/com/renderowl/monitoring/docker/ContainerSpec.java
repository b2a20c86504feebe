package com.renderowl.monitoring.docker;

import com.renderowl.monitoring.config.DockerConfig;
import com.renderowl.monitoring.config.ReservedJobs;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.model.EnvironmentVariable;
import com.renderowl.monitoring.model.GrafanaWorkload;
import com.renderowl.monitoring.model.Mount;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A workload in Docker's terms, before it becomes a resource of Pulumi or a service of Docker Compose: whatever both have
 * in common is said here. What is not said is forbidden, as in a cluster: no capabilities, no new privileges, no writing
 * outside of volumes.
 *
 * @param workload the name of the workload, by which others on the network reach it
 * @param name the name of the container on the engine
 * @param image what runs
 * @param command the arguments of the image's program
 * @param environment its environment
 * @param mounts the files it sees
 * @param port the port that it has on the machine, or null
 * @param health how the engine finds out whether it is well, or null where it can not
 * @param millicores how much of a processor it may use, in thousandths of a core
 * @param memoryBytes how much memory it may use; it may swap none of it
 * @param user the user and group it runs as
 * @param securityOptions further restrictions
 * @param stopSeconds how long it may take to stop
 * @param labels its labels, without that of the configuration
 * @param volumeLabels the labels of its volumes
 * @param configurationDigest what changes with its configuration, or null where it finds out by itself
 */
record ContainerSpec(
        String workload,
        String name,
        String image,
        List<String> command,
        List<Variable> environment,
        List<ContainerMount> mounts,
        @Nullable PublishedPort port,
        @Nullable HealthCheck health,
        long millicores,
        long memoryBytes,
        String user,
        List<String> securityOptions,
        int stopSeconds,
        SortedMap<String, String> labels,
        SortedMap<String, String> volumeLabels,
        @Nullable String configurationDigest) {

    /** What Docker and Kubernetes use when nothing is said. */
    static final int CPU_PERIOD_MICROSECONDS = 100_000;

    /** A container that ends is started again, and so it is with the engine, but not when somebody has stopped it. */
    static final String RESTART = "unless-stopped";

    /** All capabilities are dropped. */
    static final String DROPPED_CAPABILITIES = "ALL";

    /** No program in it gets more rights than it was started with. */
    static final String NO_NEW_PRIVILEGES = "no-new-privileges:true";

    /** What handing data over takes: to change owners, and to look into directories that only their owner may read. */
    static final List<String> OWNER_CAPABILITIES = List.of("CAP_CHOWN", "CAP_DAC_READ_SEARCH");

    /**
     * The program that hands data over: {@code sh} and {@code chown} are in every image whose health check works. Whenever a
     * container with an empty volume is made, the engine gives the volume to the user of the image; the file keeps it from that.
     */
    static final List<String> OWNER_PROGRAM = List.of(
            "sh",
            "-c",
            "for folder; do chown 0:0 \"$folder\" && { [ -e \"$folder/.owned\" ] || : >\"$folder/.owned\"; }"
                    + " && chown -R \"$0\" \"$folder\" || exit 1; done");

    /** It talks to no other. */
    static final String OWNER_NETWORK = "none";

    /** Who hands data over. */
    static final String OWNER_USER = "0:0";

    /** How output is kept. */
    static final String LOG_DRIVER = "json-file";

    /** How much output is kept: three files of 10 MB. */
    static final Map<String, String> LOG_OPTIONS = new TreeMap<>(Map.of("max-size", "10m", "max-file", "3"));

    /** The address of the machine itself, which the engine knows. */
    static final String HOST_GATEWAY = "host-gateway";

    private static final int MEBIBYTE = 1 << 20;

    private static final String DIGEST_LABEL = "renderowl.monitoring/configuration";

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

    ContainerSpec {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
        mounts = List.copyOf(mounts);
        securityOptions = List.copyOf(securityOptions);
    }

    /**
     * A variable in the environment of a container.
     *
     * @param name its name
     * @param value what it is
     */
    record Variable(String name, Content value) {}

    /**
     * A port of a container that is one of the machine too.
     *
     * @param address the machine's address
     * @param number the machine's port
     * @param inContainer the container's port
     */
    record PublishedPort(String address, int number, int inContainer) {}

    /** The containers of a stack; its secrets only say which variables there are. */
    static List<ContainerSpec> of(StackModel model, StackSecrets secrets) {
        ConfigurationFiles files = new ConfigurationFiles(model, secrets);
        return model.workloads().stream()
                .map(workload -> of(workload, model.config().docker(), secrets, files))
                .toList();
    }

    private static ContainerSpec of(
            Workload workload, DockerConfig config, StackSecrets secrets, ConfigurationFiles files) {
        String name = config.namePrefix() + "-" + workload.name();
        long userId = workload.security().userId();
        List<ContainerMount> mounts = workload.mounts().stream()
                .map(mount -> mount(name, mount, files))
                .toList();
        return new ContainerSpec(
                workload.name(),
                name,
                workload.image().toString(),
                workload.arguments(),
                environment(workload, secrets),
                mounts,
                published(workload, config),
                HealthCheck.of(workload).orElse(null),
                workload.resources().cpuLimit().millicores(),
                workload.resources().memoryLimit().bytes(),
                userId + ":" + userId,
                mounts.stream().anyMatch(ContainerMount.Machine.class::isInstance)
                        // SELinux lets no other container read the machine's files.
                        ? List.of("label=disable", NO_NEW_PRIVILEGES)
                        : List.of(NO_NEW_PRIVILEGES),
                workload.stopSeconds(),
                new TreeMap<>(workload.labels().all()),
                new TreeMap<>(workload.labels().selector()),
                files.digest(workload).orElse(null));
    }

    /** The version of what runs. */
    String version() {
        return labels.getOrDefault("app.kubernetes.io/version", "");
    }

    /** What it keeps. */
    List<ContainerMount.Data> data() {
        return mounts(ContainerMount.Data.class);
    }

    /** What it reads. */
    List<ContainerMount.Configuration> files() {
        return mounts(ContainerMount.Configuration.class);
    }

    private <T extends ContainerMount> List<T> mounts(Class<T> kind) {
        return mounts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The name of the container that writes its files. */
    String loaderName() {
        return name + "-config";
    }

    /** The name of the container that hands its data over to its user, once, before it starts. */
    String ownerName() {
        return name + "-owner";
    }

    /** The arguments of {@link #OWNER_PROGRAM}: the user, and what becomes theirs. */
    List<String> ownerArguments() {
        List<String> arguments = new ArrayList<>(List.of(user));
        data().forEach(data -> arguments.add(data.path()));
        return arguments;
    }

    /** The processor time of each {@link #CPU_PERIOD_MICROSECONDS}. */
    int cpuQuotaMicroseconds() {
        return (int) (millicores * CPU_PERIOD_MICROSECONDS / 1000);
    }

    /** The largest memory in the unit in which it is given to the engine. */
    int memoryMebibytes() {
        return (int) (memoryBytes / MEBIBYTE);
    }

    /** The directories in memory that it may write to, with their options: path to size. */
    SortedMap<String, String> scratch() {
        SortedMap<String, String> scratch = new TreeMap<>();
        for (ContainerMount mount : mounts) {
            if (mount instanceof ContainerMount.Scratch one) {
                scratch.put(one.path(), "size=" + one.sizeBytes());
            }
        }
        return scratch;
    }

    /** What cannot load a changed file by itself gets another label with it, and so is made anew. */
    SortedMap<String, String> allLabels() {
        SortedMap<String, String> all = new TreeMap<>(labels);
        if (configurationDigest != null) {
            all.put(DIGEST_LABEL, configurationDigest);
        }
        return all;
    }

    /** What has pages for people is on the machine too; exporters are for Prometheus alone. */
    private static @Nullable PublishedPort published(Workload workload, DockerConfig config) {
        int inContainer = workload.port().number();
        return switch (workload.name()) {
            case ReservedJobs.PROMETHEUS ->
                new PublishedPort(config.bindAddress(), config.prometheusPort(), inContainer);
            case ReservedJobs.ALERTMANAGER ->
                new PublishedPort(config.bindAddress(), config.alertmanagerPort(), inContainer);
            case GrafanaWorkload.NAME -> new PublishedPort(config.bindAddress(), config.grafanaPort(), inContainer);
            default -> null;
        };
    }

    private static ContainerMount mount(String container, Mount mount, ConfigurationFiles files) {
        String volume = container + "-" + mount.name();
        if (mount.source() instanceof Mount.Source.Host host) {
            return new ContainerMount.Machine(mount.path(), host.hostPath());
        }
        if (mount.source() instanceof Mount.Source.Data) {
            return new ContainerMount.Data(mount.path(), mount.name(), volume);
        }
        if (mount.source() instanceof Mount.Source.Scratch scratch) {
            return new ContainerMount.Scratch(mount.path(), scratch.sizeLimit().bytes());
        }
        return new ContainerMount.Configuration(mount.path(), mount.name(), volume, files.in(mount.source()));
    }

    private static List<Variable> environment(Workload workload, StackSecrets secrets) {
        List<Variable> environment = new ArrayList<>();
        for (EnvironmentVariable variable : workload.environment()) {
            String name = variable.name();
            String secret = STACK_SECRETS.get(name);
            String otherwise = WITHOUT_SECRET.get(name);
            if (variable instanceof EnvironmentVariable.Plain plain) {
                environment.add(new Variable(name, new Content.Plain(plain.value())));
            } else if (secret != null && secrets.has(secret)) {
                environment.add(new Variable(name, new Content.OfSecret(secret)));
            } else if (otherwise != null) {
                environment.add(new Variable(name, new Content.Plain(otherwise)));
            }
        }
        return environment;
    }
}
