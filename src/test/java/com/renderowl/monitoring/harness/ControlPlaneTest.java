package com.renderowl.monitoring.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("cluster")
@WithControlPlane(shared = false)
class ControlPlaneTest {

    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final String NAMESPACE = "harness";

    private final ControlPlane cluster;

    ControlPlaneTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    static void createNamespace(ControlPlane cluster) {
        cluster.apply(
                """
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: %s
                  labels: {pod-security.kubernetes.io/enforce: restricted}
                """
                        .formatted(NAMESPACE));
    }

    @Test
    void deploymentRollsOut() {
        cluster.apply(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: %s}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                %s
                """
                        .formatted(NAMESPACE, restrictedPodSpec().indent(4)));

        cluster.kubectl("-n", NAMESPACE, "rollout", "status", "deployment/web", "--timeout=120s");

        assertThat(status("deployment/web").get("readyReplicas").getAsInt()).isEqualTo(2);
    }

    @Test
    void daemonSetGetsItsPodOnTheNode() {
        cluster.apply(
                """
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: agent, namespace: %s}
                spec:
                  selector: {matchLabels: {app: agent}}
                  template:
                    metadata: {labels: {app: agent}}
                %s
                """
                        .formatted(NAMESPACE, restrictedPodSpec().indent(4)));

        cluster.kubectl("-n", NAMESPACE, "rollout", "status", "daemonset/agent", "--timeout=120s");

        String nodes = cluster.kubectl(
                "-n", NAMESPACE, "get", "pods", "-l", "app=agent", "-o", "jsonpath={.items[*].spec.nodeName}");
        assertThat(nodes).isEqualTo("node-1");
    }

    @Test
    void jobCompletes() {
        cluster.apply(
                """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: once, namespace: %s}
                spec:
                  template:
                    metadata: {labels: {app: once}}
                %s
                """
                        .formatted(NAMESPACE, (restrictedPodSpec() + "  restartPolicy: Never\n").indent(4)));

        cluster.kubectl("-n", NAMESPACE, "wait", "job/once", "--for=condition=Complete", "--timeout=120s");
    }

    @Test
    void claimIsBoundWithItsFirstPodGrowsAndTakesItsVolumeWithIt() {
        cluster.apply(
                """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: data, namespace: %s}
                spec:
                  accessModes: [ReadWriteOnce]
                  resources: {requests: {storage: 10Gi}}
                """
                        .formatted(NAMESPACE));
        cluster.waitUntil("the claim waits for its first consumer", DEADLINE, () -> cluster.kubectl(
                        "-n", NAMESPACE, "get", "events", "--field-selector=involvedObject.name=data")
                .contains("WaitForFirstConsumer"));
        assertThat(status("pvc/data").get("phase").getAsString()).isEqualTo("Pending");

        String volume = "  volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]\n";
        cluster.apply(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: consumer, namespace: %s}
                %s
                """
                        .formatted(NAMESPACE, restrictedPodSpec() + volume));
        cluster.waitUntil(
                "the claim is Bound",
                DEADLINE,
                () -> status("pvc/data").get("phase").getAsString().equals("Bound"));
        cluster.kubectl("-n", NAMESPACE, "wait", "pod/consumer", "--for=condition=Ready", "--timeout=120s");

        patchSize("20Gi").requireOutput();
        cluster.waitUntil("the claim has grown", DEADLINE, () -> status("pvc/data")
                .getAsJsonObject("capacity")
                .get("storage")
                .getAsString()
                .equals("20Gi"));
        assertThat(patchSize("5Gi").errors()).contains("field can not be less than");

        String volumeName = cluster.kubectl("-n", NAMESPACE, "get", "pvc/data", "-o", "jsonpath={.spec.volumeName}");
        cluster.kubectl("-n", NAMESPACE, "delete", "pod/consumer", "pvc/data", "--timeout=120s");
        cluster.waitUntil("the volume is gone", DEADLINE, () -> cluster.kubectlTry("get", "pv", volumeName)
                .errors()
                .contains("not found"));
    }

    @Test
    void privilegedPodIsRefusedWhereRestrictedIsEnforced() {
        CommandOutcome refused = cluster.applyTry(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: privileged, namespace: %s}
                spec:
                  containers:
                  - {name: main, image: example.com/app:1, securityContext: {privileged: true}}
                """
                        .formatted(NAMESPACE));

        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.errors()).contains("violates PodSecurity \"restricted:latest\": privileged");
    }

    @Test
    void anotherServiceAccountMayNotDoWhatNoRoleAllows() {
        CommandOutcome denied =
                cluster.kubectlTry("get", "secrets", "-n", NAMESPACE, "--as=system:serviceaccount:harness:default");

        assertThat(denied.errors()).contains("Forbidden");
    }

    @Test
    void failingKubectlSaysWhatItWasToDoAndWhy() {
        assertThatThrownBy(() -> cluster.kubectl("get", "pods/missing"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("get pods/missing ended with exit code 1")
                .hasMessageContaining("pods \"missing\" not found");
    }

    @Test
    void namespaceWithAPodInItIsDeletedCompletely() {
        cluster.kubectl("create", "namespace", "short-lived");
        cluster.apply(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: pod, namespace: short-lived}
                %s
                """
                        .formatted(restrictedPodSpec()));

        cluster.kubectl("delete", "namespace", "short-lived", "--timeout=120s");

        assertThat(cluster.kubectlTry("get", "namespace", "short-lived").errors())
                .contains("not found");
    }

    @Test
    void severalNodesAndNothingLeftAfterwards() {
        ControlPlane other = ControlPlane.start(2);
        try {
            System.out.printf("Control plane with two nodes ready after %.1f s%n", other.secondsToReady());
            assertThat(other.json("get", "nodes").getAsJsonObject().getAsJsonArray("items"))
                    .hasSize(2);
            assertThat(other.processes().running()).hasSize(5);
        } finally {
            other.close();
        }

        assertThat(other.processes().describe()).isEmpty();
        assertThat(Files.exists(other.directory())).isFalse();
        assertThat(cluster.processes().running()).as("those of the other one").hasSize(5);
    }

    private CommandOutcome patchSize(String size) {
        String patch = "{\"spec\":{\"resources\":{\"requests\":{\"storage\":\"" + size + "\"}}}}";
        return cluster.kubectlTry("-n", NAMESPACE, "patch", "pvc/data", "--patch=" + patch);
    }

    private JsonObject status(String object) {
        return cluster.json("-n", NAMESPACE, "get", object).getAsJsonObject().getAsJsonObject("status");
    }

    private static String restrictedPodSpec() {
        return """
                spec:
                  securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}
                  containers:
                  - name: main
                    image: example.com/app:1
                    securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """;
    }
}
