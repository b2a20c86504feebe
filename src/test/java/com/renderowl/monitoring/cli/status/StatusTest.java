package com.renderowl.monitoring.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.cluster.ClusterObject;
import com.renderowl.monitoring.cli.doctor.Finding;
import com.renderowl.monitoring.cli.doctor.Finding.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What is made of objects as the API server tells them. */
@Tag("unit")
class StatusTest {

    private static ClusterObject object(String yaml) {
        return parse("metadata: {name: one, namespace: monitoring, generation: 2}\n" + yaml);
    }

    private static ClusterObject parse(String yaml) {
        Object parsed = new Yaml().load(yaml);
        return new ClusterObject(
                JsonParser.parseString(new Gson().toJson(parsed)).getAsJsonObject());
    }

    private static String pod(String yaml) {
        return PodState.of(object(yaml)).map(Finding::detail).orElse("");
    }

    @Test
    void aPodThatIsReadyIsNotMentioned() {
        assertThat(pod("status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}"))
                .isEmpty();
    }

    @Test
    void aPodThatIsNotReadySaysWhy() {
        assertThat(pod("status: {phase: Pending, conditions: [{type: PodScheduled, status: 'False',"
                        + " reason: Unschedulable, message: 0/2 nodes are available.}]}"))
                .isEqualTo("Unschedulable: 0/2 nodes are available.");
        assertThat(pod("status: {phase: Running, containerStatuses: [{name: web, state: {waiting: {reason:"
                        + " CrashLoopBackOff, message: back-off 5m}}, lastState: {terminated: {reason: OOMKilled,"
                        + " exitCode: 137}}}]}"))
                .isEqualTo("container web: CrashLoopBackOff: back-off 5m; it had ended with OOMKilled (exit code 137)");
        assertThat(pod("status: {phase: Failed, reason: Evicted, message: The node was low on memory.}"))
                .isEqualTo("Evicted: The node was low on memory.");
        assertThat(pod("status: {phase: Running, initContainerStatuses: [{name: init, ready: true, state: {terminated:"
                        + " {reason: Completed, exitCode: 0}}}], containerStatuses: [{name: web, ready: false,"
                        + " state: {running: {}}}]}"))
                .isEqualTo("container web: it runs, and its probe does not succeed yet");
        assertThat(pod("status: {phase: Pending}")).isEqualTo("is Pending, and not ready yet");
    }

    @Test
    void aRolloutIsDoneWhenEveryPodIsReadyAndNew() {
        String done = "spec: {replicas: 2}\nstatus: {observedGeneration: 2, replicas: 2, updatedReplicas: 2,"
                + " readyReplicas: 2}";

        assertThat(Rollout.of(Rollout.Kind.DEPLOYMENT, object(done)))
                .isEqualTo(Finding.ok("Deployment monitoring/one", "2 of 2 pods ready"));
        assertThat(Rollout.of(
                        Rollout.Kind.STATEFUL_SET, object(done.replace("updatedReplicas: 2", "updatedReplicas: 1"))))
                .isEqualTo(Finding.problem(
                        "StatefulSet monitoring/one",
                        "2 of 2 pods ready, 1 of the latest version, 1 of an older version"));
        assertThat(Rollout.of(Rollout.Kind.DEPLOYMENT, object(done.replace(" replicas: 2,", " replicas: 3,"))))
                .isEqualTo(Finding.problem("Deployment monitoring/one", "2 of 2 pods ready, 1 of an older version"));
        assertThat(Rollout.of(Rollout.Kind.DEPLOYMENT, object(done.replace("Generation: 2", "Generation: 1")))
                        .detail())
                .isEqualTo("2 of 2 pods ready; its latest change has not been taken up yet");
        assertThat(Rollout.of(
                        Rollout.Kind.DAEMON_SET,
                        object("status: {observedGeneration: 2, desiredNumberScheduled: 3, updatedNumberScheduled: 3,"
                                + " numberReady: 2}")))
                .isEqualTo(Finding.problem("DaemonSet monitoring/one", "2 of 3 pods ready"));
    }

    @Test
    void aRolloutThatCanNotGoOnSaysWhy() {
        assertThat(Rollout.of(
                                Rollout.Kind.DEPLOYMENT,
                                object(
                                        """
                                        spec: {replicas: 1}
                                        status:
                                          observedGeneration: 2
                                          conditions:
                                            - {type: Progressing, status: "True", reason: ReplicaSetUpdated}
                                            - {type: ReplicaFailure, status: "True", reason: FailedCreate, message: violates PodSecurity}
                                        """))
                        .detail())
                .isEqualTo("0 of 1 pods ready, 0 of the latest version\nFailedCreate: violates PodSecurity");
    }

    @Test
    void theOperatorsWordsArePassedOn() {
        String well =
                """
                status:
                  replicas: 2
                  availableReplicas: 2
                  conditions:
                    - {type: Available, status: "True", observedGeneration: 2}
                    - {type: Reconciled, status: "True", observedGeneration: 2}
                """;

        assertThat(OperatedResource.running("Prometheus", object(well)))
                .isEqualTo(Finding.ok("Prometheus monitoring/one", "Available, Reconciled; 2 of 2 replicas available"));
        assertThat(OperatedResource.running(
                                "Prometheus",
                                object(well.replace(
                                        "{type: Reconciled, status: \"True\"",
                                        "{type: Reconciled, status: \"False\", reason: ReconciliationFailed, message: no"
                                                + " secret")))
                        .detail())
                .isEqualTo("not Reconciled (ReconciliationFailed): no secret");
        assertThat(OperatedResource.running(
                                "Prometheus", object(well.replace("observedGeneration: 2", "observedGeneration: 1")))
                        .detail())
                .startsWith("its latest change has not been taken up yet");
        assertThat(OperatedResource.running("Prometheus", object("status: {}")).detail())
                .isEqualTo(
                        "the operator has not taken it up: it does not run, or does not watch the namespace monitoring");
    }

    @Test
    void aWarningAboutAnObjectThatHasBeenCuredSinceIsOver() {
        String rule =
                """
                kind: PrometheusRule
                metadata:
                  name: one
                  namespace: monitoring
                  managedFields:
                    - {time: "2026-01-01T10:00:00Z", fieldsV1: {"f:spec": {}}}
                    - {time: "2026-01-01T10:30:00Z", fieldsV1: {"f:metadata": {}}}
                """;

        assertThat(warnings(rule, "2026-01-01T09:59:59Z", true)).isEmpty();
        assertThat(warnings(rule, "2026-01-01T10:00:00Z", true))
                .containsExactly(new Finding(
                        "PrometheusRule monitoring/one",
                        State.PROBLEM,
                        "InvalidConfiguration: parse error (60 min ago)"));
        assertThat(warnings(rule, "2026-01-01T10:59:30Z", false))
                .containsExactly(new Finding(
                        "PrometheusRule monitoring/one", State.NOTE, "InvalidConfiguration: parse error (30 s ago)"));
    }

    private static List<Finding> warnings(String yaml, String time, boolean isConfiguring) {
        WarningEvents events = new WarningEvents(Instant.parse("2026-01-01T11:00:00Z"));
        ClusterObject object = parse(yaml);
        if (isConfiguring) {
            events.aboutConfiguration("PrometheusRule", object);
        } else {
            events.about("PrometheusRule", object);
        }
        ClusterObject event = object(
                """
                involvedObject: {kind: PrometheusRule, namespace: monitoring, name: one}
                type: Warning
                reason: InvalidConfiguration
                message: parse error
                lastTimestamp: "%s"
                """
                        .formatted(time));
        ClusterObject another = object(
                "involvedObject: {kind: PrometheusRule, namespace: monitoring, name: two}\ntype: Warning\nreason: X\n");
        return events.among(List.of(event, another));
    }
}
