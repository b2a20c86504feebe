package com.renderowl.monitoring.cli.status;

import com.google.gson.JsonObject;
import com.renderowl.monitoring.cli.doctor.DockerDisk;
import com.renderowl.monitoring.cli.doctor.Finding;
import com.renderowl.monitoring.config.DockerConfig;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.machine.ContainerState;
import com.renderowl.monitoring.machine.DockerApi;
import com.renderowl.monitoring.machine.NoEngineException;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a stack on a Docker engine is: its containers, and what its Prometheus reaches. */
public final class DockerStatus {

    private final StackModel model;
    private final DockerApi engine;

    /**
     * The status of a stack.
     *
     * @param model the stack
     * @param engine where it runs
     */
    public DockerStatus(StackModel model, DockerApi engine) {
        this.model = model;
        this.engine = engine;
    }

    /**
     * A finding for each container, target and database; none where the engine has no container of the stack.
     *
     * @throws NoEngineException when the engine does not answer
     */
    public List<Finding> findings() {
        DockerConfig docker = model.config().docker();
        Map<String, ContainerState> containers =
                engine.containers().stream().collect(Collectors.toMap(ContainerState::name, Function.identity()));
        List<Finding> findings = new ArrayList<>();
        for (Workload workload : model.workloads()) {
            String name = docker.namePrefix() + "-" + workload.name();
            findings.add(finding(name, containers.get(name)));
        }
        if (findings.stream().noneMatch(finding -> containers.containsKey(finding.subject()))) {
            return List.of();
        }
        findings.add(DockerDisk.finding(model.config(), engine));
        if (engine.isOnThisMachine()) {
            LocalPrometheus prometheus = new LocalPrometheus(docker);
            prometheus.targets().ifPresent(targets -> targets.forEach(target -> findings.add(finding(target))));
            databases(prometheus, findings);
        }
        return findings;
    }

    /** What is wrong when the PostgreSQL exporter cannot log in, and what to do. */
    public static String unreachedDatabase(StackConfig config) {
        return "PostgreSQL does not answer to the connection in secrets." + StackSecrets.POSTGRES_DATA_SOURCE_NAME
                + ", or refuses it: 'docker logs " + config.docker().namePrefix()
                + "-postgres-exporter' says why. Start it,"
                + " or correct the connection: ./monitoring config set --secret --path secrets."
                + StackSecrets.POSTGRES_DATA_SOURCE_NAME + " --stack " + config.stack() + " (this machine is "
                + DockerConfig.HOST + " there), then ./monitoring up " + config.stack();
    }

    private static Finding finding(String name, @Nullable ContainerState container) {
        if (container == null) {
            return Finding.problem(name, "is not there");
        }
        if (container.isWell()) {
            return Finding.ok(name, container.status());
        }
        return container.isStarting()
                ? Finding.note(name, container.status())
                : Finding.problem(name, container.status() + "; 'docker logs " + name + "' says why");
    }

    private static Finding finding(JsonObject target) {
        String subject = "target " + target.getAsJsonObject("labels").get("job").getAsString();
        String address = target.get("scrapeUrl").getAsString();
        return switch (target.get("health").getAsString()) {
            case "up" -> Finding.ok(subject, address);
            case "down" ->
                Finding.problem(
                        subject, address + ": " + target.get("lastError").getAsString());
            default -> Finding.note(subject, address + " has not been scraped yet");
        };
    }

    private void databases(LocalPrometheus prometheus, List<Finding> findings) {
        StackConfig config = model.config();
        if (config.exporters().postgres().enabled() && prometheus.isZero("pg_up")) {
            findings.add(Finding.problem("PostgreSQL", unreachedDatabase(config)));
        }
        if (config.exporters().redis().enabled() && prometheus.isZero("redis_up")) {
            findings.add(Finding.problem(
                    "Redis",
                    "does not answer at " + config.exporters().redis().address()
                            + ", or asks for another password: 'docker logs "
                            + config.docker().namePrefix()
                            + "-redis-exporter' says why"));
        }
    }
}
