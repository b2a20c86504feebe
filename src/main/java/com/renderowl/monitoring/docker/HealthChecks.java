package com.renderowl.monitoring.docker;

import com.pulumi.docker.inputs.ContainerHealthcheckArgs;
import com.renderowl.monitoring.config.ReservedJobs;
import com.renderowl.monitoring.model.Probe;
import com.renderowl.monitoring.model.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the engine finds out whether a container is well: by a program in the container, as it knows no other way. */
final class HealthChecks {

    /** Shorter than in a cluster, as somebody waits for {@code up}; the first check is made after this time. */
    private static final int PERIOD_SECONDS = 5;

    private HealthChecks() {}

    /** The check of a workload; none where its image holds nothing that could make one. */
    static Optional<ContainerHealthcheckArgs> of(Workload workload) {
        if (workload.name().equals(ReservedJobs.REDIS_EXPORTER)) {
            // The image is the exporter and nothing else; Prometheus sees whether it answers.
            return Optional.empty();
        }
        Probe probe = workload.probes().readiness();
        return Optional.of(ContainerHealthcheckArgs.builder()
                .tests(command(probe.check()))
                .interval(written(Duration.ofSeconds(Math.min(PERIOD_SECONDS, probe.periodSeconds()))))
                .timeout(written(Duration.ofSeconds(probe.timeoutSeconds())))
                .startPeriod(written(startTime(workload.probes().startup())))
                .retries(probe.failureThreshold())
                .build());
    }

    private static Duration startTime(Probe startup) {
        return Duration.ofSeconds((long) startup.periodSeconds() * startup.failureThreshold());
    }

    private static List<String> command(Probe.Check check) {
        List<String> command = new ArrayList<>(List.of("CMD"));
        if (check instanceof Probe.Check.HttpGet get) {
            command.addAll(List.of("wget", "-q", "-O", "/dev/null", "http://127.0.0.1:" + get.port() + get.path()));
        } else if (check instanceof Probe.Check.TcpSocket socket) {
            command.addAll(List.of("nc", "-z", "127.0.0.1", String.valueOf(socket.port())));
        } else if (check instanceof Probe.Check.Execute execute) {
            command.addAll(execute.command());
        }
        return command;
    }

    /** As Go writes it, such as {@code 1m30s}: anything else the provider would find to differ, on every run. */
    static String written(Duration duration) {
        StringBuilder text = new StringBuilder();
        if (duration.toHours() > 0) {
            text.append(duration.toHours()).append('h');
        }
        if (duration.toMinutes() > 0) {
            text.append(duration.toMinutesPart()).append('m');
        }
        return text.append(duration.toSecondsPart()).append('s').toString();
    }
}
