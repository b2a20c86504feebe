package com.renderowl.monitoring.model;

import com.renderowl.monitoring.config.ExportersConfig;
import com.renderowl.monitoring.config.ReservedJobs;
import com.renderowl.monitoring.config.ResourceConfig;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.units.ImageReference;
import java.util.ArrayList;
import java.util.List;

/** Builds the workloads of the exporters that are enabled. */
final class Exporters {

    /**
     * A user that nothing else on a node runs as. The kernel lets a process read the environment and the files of another
     * one of the same user through {@code /proc}, which the node exporter sees of its whole node.
     *
     * @see <a href="https://man7.org/linux/man-pages/man2/ptrace.2.html">ptrace(2): access mode checking</a>
     */
    private static final long NODE_EXPORTER_USER = 59100;

    /** Another one, as it has the database's password in its environment. */
    private static final long POSTGRES_EXPORTER_USER = 59187;

    /** The user of the Redis exporter's image. */
    private static final long REDIS_EXPORTER_USER = 59000;

    private static final String PART = "exporter";

    private Exporters() {}

    static List<Exporter> build(StackConfig config) {
        List<Exporter> exporters = new ArrayList<>();
        if (config.exporters().node().enabled()) {
            exporters.add(new Exporter(node(config), null, 0));
        }
        if (config.exporters().postgres().enabled()) {
            ExportersConfig.Postgres postgres = config.exporters().postgres();
            exporters.add(new Exporter(postgres(config), Party.of("postgresql", postgres.database()), postgres.port()));
        }
        if (config.exporters().redis().enabled()) {
            ExportersConfig.Redis redis = config.exporters().redis();
            exporters.add(new Exporter(
                    redis(config),
                    Party.of("redis", redis.database()),
                    redis.address().port()));
        }
        return exporters;
    }

    private static Workload node(StackConfig config) {
        ExportersConfig.Node node = config.exporters().node();
        return new Workload(
                WorkloadKind.EVERY_NODE,
                config.namespaces().nodeExporter(),
                labels(config, ReservedJobs.NODE_EXPORTER, node.image()),
                node.image(),
                List.of(
                        "--path.rootfs=/host/root",
                        "--path.procfs=/host/proc",
                        "--path.sysfs=/host/sys",
                        "--web.listen-address=:9100",
                        // Mounts of containers and of the kernel's own file systems say nothing about the node.
                        "--collector.filesystem.mount-points-exclude="
                                + "^/(dev|proc|sys|run/containerd/.+|var/lib/(docker|containerd|kubelet)/.+)($|/)"),
                List.of(),
                Port.tcp("metrics", 9100),
                probes(9100),
                List.of(
                        new Mount("root", "/host/root", new Mount.Source.Host("/")),
                        new Mount("proc", "/host/proc", new Mount.Source.Host("/proc")),
                        new Mount("sys", "/host/sys", new Mount.Source.Host("/sys"))),
                node.resources(),
                new SecurityProfile(NODE_EXPORTER_USER, node.hostNetwork()),
                false,
                30);
    }

    private static Workload postgres(StackConfig config) {
        ExportersConfig.Postgres postgres = config.exporters().postgres();
        return stateless(
                config,
                ReservedJobs.POSTGRES_EXPORTER,
                postgres.image(),
                9187,
                List.of(new EnvironmentVariable.FromSecret(
                        "DATA_SOURCE_NAME", postgres.secretName(), "DATA_SOURCE_NAME")),
                postgres.resources(),
                POSTGRES_EXPORTER_USER);
    }

    private static Workload redis(StackConfig config) {
        ExportersConfig.Redis redis = config.exporters().redis();
        return stateless(
                config,
                ReservedJobs.REDIS_EXPORTER,
                redis.image(),
                9121,
                List.of(
                        new EnvironmentVariable.Plain(
                                "REDIS_ADDR", redis.address().toString()),
                        new EnvironmentVariable.FromSecret("REDIS_PASSWORD", redis.secretName(), "REDIS_PASSWORD")),
                redis.resources(),
                REDIS_EXPORTER_USER);
    }

    private static Workload stateless(
            StackConfig config,
            String name,
            ImageReference image,
            int port,
            List<EnvironmentVariable> environment,
            ResourceConfig resources,
            long userId) {
        return new Workload(
                WorkloadKind.SINGLE_STATELESS,
                config.namespaces().monitoring(),
                labels(config, name, image),
                image,
                List.of("--web.listen-address=:" + port),
                environment,
                Port.tcp("metrics", port),
                probes(port),
                List.of(),
                resources,
                SecurityProfile.restricted(userId),
                false,
                30);
    }

    /**
     * The start page answers whatever the state of the database; the metrics page would not, and a probe that fails with
     * the database would restart the very thing that reports the failure.
     */
    private static Probes probes(int port) {
        return new Probes(
                Probe.httpGet("/", port, 5, 12), Probe.httpGet("/", port, 10, 3), Probe.tcpSocket(port, 20, 6));
    }

    private static Labels labels(StackConfig config, String name, ImageReference image) {
        return new Labels(name, PART, config.stack(), image.version());
    }
}
