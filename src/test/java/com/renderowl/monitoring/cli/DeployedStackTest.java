package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.harness.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What {@code ./monitoring} says of a stack that it has deployed. */
@Tag("engine")
@WithControlPlane
@RequiresTools({"pulumi", "pulumi-language-java", "pulumi-resource-kubernetes", "kubectl"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeployedStackTest {

    private static final String CONFIG =
            """
            config:
              renderowl-monitoring:namespaces:
                monitoring: told
                nodeExporter: told-node
                application: told-app
            """;

    /** What another team has in the namespace of the stack. */
    private static final String FOREIGN =
            """
            {"apiVersion": "v1", "kind": "List", "items": [
              {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "notes", "namespace": "told"},
               "data": {"text": "not of the stack"}},
              {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {"name": "scratch", "namespace": "told"},
               "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}},
              {"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "one", "namespace": "told"}}]}
            """;

    private static final String WIDGETS =
            """
            {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
             "metadata": {"name": "widgets.example.com"},
             "spec": {"group": "example.com", "scope": "Namespaced",
               "names": {"kind": "Widget", "listKind": "WidgetList", "plural": "widgets", "singular": "widget"},
               "versions": [{"name": "v1", "served": true, "storage": true,
                 "schema": {"openAPIV3Schema": {"type": "object"}}}]}}
            """;

    private final ControlPlane cluster;
    private ProjectClone clone;

    DeployedStackTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void freshClone() throws IOException {
        clone = ProjectClone.create();
        clone.environment("KUBECONFIG", cluster.kubeconfig().toString());
        Files.writeString(clone.file("Pulumi.staging.yaml"), CONFIG);
        // Nothing else of the tools: the engine would take a plugin from there, and say so.
        Path programs = Files.createDirectories(clone.file("target/programs"));
        Files.createSymbolicLink(programs.resolve("kubectl"), Tools.require("kubectl"));
        clone.environment("PATH", programs + ":/usr/bin:/bin");
    }

    @AfterAll
    void delete() {
        clone.monitoring("destroy", "--yes").run();
        clone.close();
        cluster.kubectl("delete", "namespace", "told", "told-node", "told-app", "--ignore-not-found");
        cluster.kubectl("delete", "crd", "widgets.example.com", "--ignore-not-found");
    }

    private String outputs(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "outputs";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return clone.monitoring(all).run().requireOutput();
    }

    @Test
    @Order(1)
    void upEndsWithWhatToDoNextAndTheOutputsAreReadable() {
        CommandOutcome none = clone.monitoring("outputs").run();
        assertThat(none.requireOutput()).isEmpty();
        assertThat(none.errors())
                .contains("The stack staging has no outputs yet: './monitoring up staging' deploys it.");

        assertThat(clone.monitoring("up").run().requireOutput())
                .contains("\nDeployed staging to cluster ")
                .endsWith(
                        """
                          Prometheus:   http://prometheus.told.svc:9090
                          from here:    kubectl port-forward svc/prometheus 9090:9090 -n told
                                        then open http://localhost:9090/targets
                          all the rest: ./monitoring outputs staging
                        """)
                .doesNotContain("scrape_configs", "job_name");
        assertThat(clone.monitoring("up").run().requireOutput())
                .contains("\nNothing to change: staging is as configured on cluster ");
        cluster.waitUntil("every workload runs", Duration.ofMinutes(2), () -> clone.monitoring("status")
                .run()
                .succeeded());
        assertThat(clone.monitoring("status").run().requireOutput())
                .containsPattern("Deployment told/prometheus +ok +1 of 1 pods ready")
                .containsPattern("DaemonSet told-node/node-exporter +ok +1 of 1 pods ready")
                .endsWith("\nAll is well.\n");

        assertThat(outputs())
                .contains("namespace: told\n", "portMatrix:\n  prometheus -> ", "workloads:\n  told/prometheus\n")
                .containsPattern("prometheusYml: \\d+ lines, shown by './monitoring outputs staging prometheusYml'\n");
        assertThat(outputs("staging", "namespace")).isEqualTo("told\n");
        assertThat(outputs("staging", "portMatrix").lines())
                .contains("prometheus -> postgres-exporter 9187/TCP: scrape postgres-exporter")
                .allMatch(line -> line.contains(" -> "));
        assertThat(outputs("staging", "prometheusYml")).contains("\nscrape_configs:\n");

        JsonObject json = JsonParser.parseString(outputs("--json")).getAsJsonObject();
        assertThat(json.get("portMatrix").getAsJsonArray()).isNotEmpty();
        assertThat(JsonParser.parseString(outputs("staging", "portMatrix", "--json")))
                .isEqualTo(json.get("portMatrix"));

        CommandOutcome wrong =
                clone.monitoring("outputs", "staging", "portmatrix").run();
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.errors())
                .contains("The stack staging has no output named portmatrix; it has ", ", portMatrix, ");
    }

    /** The commands of the README, for the namespaces of this stack. */
    @Test
    @Order(2)
    void thePreviewAccountOfTheReadmeIsEnoughAndReadsNoOtherSecret() throws IOException {
        String readme = Files.readString(Tools.projectRoot().resolve("README.md"));
        int start = readme.indexOf("kubectl create serviceaccount monitoring-preview");
        String commands = readme.substring(start, readme.indexOf("```", start))
                .replace("in monitoring monitoring-node renderowl-staging", "in told told-node told-app")
                .replace("-n monitoring ", "-n told ");
        Map<String, String> admin = Map.of(
                "KUBECONFIG",
                cluster.kubeconfig().toString(),
                "PATH",
                clone.file("target/programs") + ":/usr/bin:/bin");
        Command.in(clone.file("."), Path.of("/bin/bash"), "-euc", commands)
                .with(admin)
                .run()
                .requireOutput();
        Path kubeconfig = Files.copy(cluster.kubeconfig(), clone.file("target/preview.kubeconfig"));
        String token = cluster.kubectl("create", "token", "monitoring-preview", "--namespace=default")
                .strip();
        cluster.kubectl("config", "set-credentials", "preview", "--token=" + token, "--kubeconfig=" + kubeconfig);
        cluster.kubectl("config", "set-context", "--current", "--user=preview", "--kubeconfig=" + kubeconfig);
        clone.environment("KUBECONFIG", kubeconfig.toString());
        try {
            clone.monitoring("preview", "--expect-no-changes").run().requireOutput();
            clone.monitoring("drift").run().requireOutput();
            clone.monitoring("config", "set", "--path", "prometheus.retention", "20d")
                    .run()
                    .requireOutput();
            assertThat(clone.monitoring("preview").run().requireOutput()).contains("prometheus-config");
            clone.monitoring("config", "rm", "--path", "prometheus").run().requireOutput();
        } finally {
            clone.environment("KUBECONFIG", cluster.kubeconfig().toString());
        }
        String account = "--as=system:serviceaccount:default:monitoring-preview";
        assertThat(cluster.kubectlTry("auth", "can-i", "get", "secret/postgres-exporter", "-n", "told", account)
                        .output())
                .startsWith("yes");
        assertThat(cluster.kubectlTry("auth", "can-i", "get", "secret/another", "-n", "told", account)
                        .output())
                .startsWith("no");
        assertThat(cluster.kubectlTry("auth", "can-i", "list", "secrets", "-n", "told", account)
                        .output())
                .startsWith("no");
        // Not the stack's: with them in it a namespace would stay.
        for (String namespace : List.of("told", "told-node", "told-app")) {
            cluster.kubectl("delete", "rolebindings", "preview-view", "preview-monitoring-preview", "-n", namespace);
        }
        cluster.kubectl("delete", "role/monitoring-preview-secrets", "-n", "told");
        cluster.kubectl("delete", "rolebinding/monitoring-preview-secrets", "-n", "told");
        cluster.kubectl("delete", "clusterroles", "monitoring-preview", "monitoring-preview-cluster");
        cluster.kubectl("delete", "clusterrolebinding", "monitoring-preview-cluster");
        cluster.kubectl("delete", "serviceaccount", "monitoring-preview", "--namespace=default");
    }

    @Test
    @Order(3)
    void destroyDeletesNothingOfOthersUnlessTheirNamespaceIsNamed() {
        cluster.apply(WIDGETS);
        cluster.kubectl("wait", "--for=condition=Established", "crd/widgets.example.com", "--timeout=60s");
        cluster.apply(FOREIGN);
        String foreign = uids("configmap/notes", "pvc/scratch", "widget/one");
        String data = uids("pvc/prometheus-data", "namespace/told");
        String workloads = uids("deployment/prometheus", "service/prometheus");
        CommandOutcome notOurs = clone.monitoring("destroy", "--yes", "--delete-namespace", "told-app")
                .run();
        assertThat(notOurs.exitCode()).isEqualTo(2);
        assertThat(notOurs.errors())
                .contains("--delete-namespace told-app: the stack staging has only told, told-node.");
        assertThat(uids("deployment/prometheus", "service/prometheus")).isEqualTo(workloads);

        CommandOutcome kept = clone.monitoring("destroy", "--yes").run();

        kept.requireOutput();
        assertThat(kept.errors())
                .containsPattern("The namespace told stays, as there is something in it that is not the stack's:\n"
                        + "  ConfigMap notes\n  PersistentVolumeClaim scratch[^\n]*\n  Widget one\n"
                        + "With it stay the stack's volumes [^\n]*prometheus-data \\([0-9.]+Gi\\)")
                .contains("With --delete-namespace told it would be deleted with everything in it.");
        assertThat(uids("configmap/notes", "pvc/scratch", "widget/one")).isEqualTo(foreign);
        assertThat(uids("pvc/prometheus-data", "namespace/told")).isEqualTo(data);
        assertThat(cluster.kubectl("get", "deployments,services,secrets", "--namespace=told", "--output=name"))
                .isEmpty();
        assertThat(cluster.kubectlTry("get", "namespace", "told-node").succeeded())
                .isFalse();

        clone.monitoring("up").run().requireOutput();
        assertThat(uids("pvc/prometheus-data", "namespace/told")).isEqualTo(data);
        CommandOutcome named = clone.monitoring("destroy", "--yes", "--remove-stack", "--delete-namespace", "told")
                .run();
        named.requireOutput();
        assertThat(named.errors())
                .contains(
                        "All data of the stack is deleted with its volumes told/",
                        "The namespace told is deleted with everything in it, also with what is not the stack's:\n"
                                + "  ConfigMap notes\n",
                        "Stack staging removed.");
        assertThat(cluster.kubectlTry("get", "namespace", "told").succeeded()).isFalse();
        assertThat(cluster.kubectlTry("get", "namespace", "told-app").succeeded())
                .isTrue();
    }

    private String uids(String... objects) {
        return Arrays.stream(objects)
                .map(object -> cluster.kubectl("get", object, "--namespace=told", "--output=jsonpath={.metadata.uid}"))
                .collect(Collectors.joining(" "));
    }
}
