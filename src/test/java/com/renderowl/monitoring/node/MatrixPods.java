package com.renderowl.monitoring.node;

import com.renderowl.monitoring.harness.TestImage;
import com.renderowl.monitoring.harness.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Pods around a stack that stand for others: those whom its policies name and that are not there, and strangers, some of
 * them with labels of pods that are named in another namespace. Their programs do nothing; they have a network.
 */
final class MatrixPods {

    /** A namespace that no policy names. */
    static final String ELSEWHERE = "elsewhere";

    /** Pods there with the label {@code app=relay} are whom an Alertmanager may tell of alerts. */
    static final String RELAY = "relay";

    private static final String INGRESS = "ingress-nginx";
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private static final Map<String, String> GRAFANA = Map.of("app.kubernetes.io/name", "grafana");

    private static final String POD =
            """
            apiVersion: v1
            kind: Pod
            metadata: {namespace: %s, name: %s, labels: {%s}}
            spec:
              terminationGracePeriodSeconds: 0
              automountServiceAccountToken: false
              enableServiceLinks: false
              securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
              containers:
              - name: pause
                image: %s
                imagePullPolicy: Never
                securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
            """;

    private MatrixPods() {}

    /** Makes them; the namespace {@code monitoring} must be there. */
    static void deploy(TestNode node) {
        List<String> objects = new ArrayList<>();
        for (String namespace : List.of(ELSEWHERE, INGRESS)) {
            objects.add("{apiVersion: v1, kind: Namespace, metadata: {name: " + namespace + "}}\n");
        }
        objects.add(pod("monitoring", "grafana", GRAFANA));
        objects.add(pod("monitoring", "bystander", Map.of()));
        objects.add(pod(INGRESS, "controller", Map.of("app.kubernetes.io/name", "ingress-nginx")));
        objects.add(pod(ELSEWHERE, "stranger", Map.of()));
        objects.add(pod(ELSEWHERE, RELAY, Map.of("app", RELAY)));
        objects.add(pod(ELSEWHERE, "like-grafana", GRAFANA));
        objects.add(pod(ELSEWHERE, "like-backend", Map.of("app", "renderowl-backend")));
        objects.add(pod(ELSEWHERE, "like-redis-exporter", labels(node, "redis-exporter")));
        String yaml = String.join("---\n", objects);
        // A pod is refused until its namespace has its account.
        node.waitUntil(
                "the pods around are made", DEADLINE, () -> node.apply(yaml).contains("pod/stranger"));
    }

    /** Deletes what the stack's own end does not delete. */
    static void remove(TestNode node) {
        node.kubectl("delete", "namespace", ELSEWHERE, INGRESS, "--wait=true", "--timeout=180s");
    }

    /** The labels that the pods of a workload of the stack have. */
    private static Map<String, String> labels(TestNode node, String app) {
        Map<String, String> labels = new TreeMap<>();
        node.json("-n", "monitoring", "get", "deployment", app)
                .getAsJsonObject()
                .getAsJsonObject("spec")
                .getAsJsonObject("template")
                .getAsJsonObject("metadata")
                .getAsJsonObject("labels")
                .asMap()
                .forEach((name, value) -> labels.put(name, value.getAsString()));
        return labels;
    }

    private static String pod(String namespace, String name, Map<String, String> labels) {
        List<String> pairs = labels.entrySet().stream()
                .map(label -> "'" + label.getKey() + "': '" + label.getValue() + "'")
                .toList();
        return POD.formatted(namespace, name, String.join(", ", pairs), TestImage.PAUSE.name());
    }
}
