package com.renderowl.monitoring.docker;

import com.renderowl.monitoring.config.ReservedJobs;
import com.renderowl.monitoring.model.Probe;
import com.renderowl.monitoring.model.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the engine finds out whether a container is well: by a program in the container, as it knows no other way.
 *
 * @param test {@code CMD} and the program with its arguments
 * @param interval time between two tries
 * @param timeout how long one may take
 * @param startPeriod how long after the start failures do not count
 * @param retries how many failures in a row make the container unhealthy
 */
record HealthCheck(List<String> test, Duration interval, Duration timeout, Duration startPeriod, int retries) {

    /** Shorter than in a cluster, as somebody waits for {@code up}; the first check is made after this time. */
    private static final int PERIOD_SECONDS = 5;

    HealthCheck {
        test = List.copyOf(test);
    }

    /** The check of a workload; none where its image holds nothing that could make one. */
    static Optional<HealthCheck> of(Workload workload) {
        if (workload.name().equals(ReservedJobs.REDIS_EXPORTER)) {
            // The image is the exporter and nothing else; Prometheus sees whether it answers.
            return Optional.empty();
        }
        Probe probe = workload.probes().readiness();
        return Optional.of(new HealthCheck(
                command(probe.check()),
                Duration.ofSeconds(Math.min(PERIOD_SECONDS, probe.periodSeconds())),
                Duration.ofSeconds(probe.timeoutSeconds()),
                startTime(workload.probes().startup()),
                probe.failureThreshold()));
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
