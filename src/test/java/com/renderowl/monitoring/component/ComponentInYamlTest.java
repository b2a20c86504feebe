package com.renderowl.monitoring.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.WithControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** A real program in another language, with the real engine, makes what the Java program makes. */
@Tag("engine")
@WithControlPlane(shared = false)
@RequiresTools({"pulumi", "pulumi-language-yaml", "pulumi-resource-kubernetes"})
class ComponentInYamlTest {

    private static final String OF_THE_STATE = "(?m)^ *monitoring\\.renderowl\\.com/(owner|secret-revision): .*\n";

    private static final String PLANTED = "planted-redis-password";

    /** In the form of the stack's file, where secrets are set apart. */
    private static final String SETTINGS =
            """
            prometheus: {retention: 10d, externalLabels: {region: eu}}
            applications: {worker: {port: 9464, selector: {app: worker}}}
            alerts: {errorRatio: 0.2, minimumRequestRate: 2}
            exporters: {node: {hostNetwork: false}}
            """;

    @Test
    void objectsAreThoseOfTheJavaProgram() {
        try (TemporaryDirectory java = TemporaryDirectory.create("java-objects");
                TemporaryDirectory yaml = TemporaryDirectory.create("yaml-objects");
                EngineStack stack = EngineStack.create("staging");
                YamlProgram program = YamlProgram.withPassword(PLANTED)) {
            stack.withConfig(new Yaml().<Map<String, Object>>load(SETTINGS))
                    .withSecret("secrets.redisPassword", PLANTED)
                    .withMode(new RunMode.Render(java.path(), true))
                    .up();

            program.with("files", files(yaml.path()))
                    .with("watch", component("staging", SETTINGS) + "options: {providers: ['${files}']}")
                    .withOutput("url", "${watch.prometheusUrl}")
                    .withOutput("port", "${watch.port}")
                    .withOutput("service", "${watch.service}");
            String update = program.up();

            assertThat(objects(yaml.path())).hasSizeGreaterThan(40).isEqualTo(objects(java.path()));
            assertThat(update)
                    .contains("http://prometheus.monitoring.svc:9090", "9090")
                    .doesNotContain(PLANTED);
            assertThat(program.resources())
                    .noneMatch(resource -> resource.toString().contains(PLANTED));
            assertThat(changes(program.preview())).containsOnlyKeys("same");
        }
    }

    @Test
    void everythingWrongIsOneReportAndNothingIsDeclared(ControlPlane cluster) {
        try (YamlProgram program = YamlProgram.withPassword(PLANTED)) {
            program.withEnvironment("KUBECONFIG", cluster.kubeconfig().toString())
                    .with(
                            "watch",
                            """
                            type: renderowl:monitoring:MonitoringStack
                            properties:
                              prometheus: {retention: 15 days, scrapeInterval: '${password}'}
                              platform: docker
                              alerts: {errorRatio: 7}
                              secrets: {redisPasword: '${password}'}
                            """);

            for (String operation : List.of("preview", "up --yes --skip-preview")) {
                CommandOutcome refused = program.pulumi((operation + " --color=never").split(" "));
                String text = refused.output() + refused.errors();

                assertThat(refused.exitCode()).isNotZero();
                assertThat(text.substring(text.indexOf("Diagnostics:")))
                        .containsOnlyOnce("'watch' has a problem: The inputs have")
                        .contains("no part of it was declared.", "set the input ", "prometheus: is stored encrypted")
                        .contains("alerts.errorRatio: '7'", "secrets.redisPasword: ", "did you mean redisPassword?")
                        .doesNotContain("./monitoring config", "\tat ");
                assertThat(text).doesNotContain(PLANTED);
            }
            assertThat(program.resources())
                    .noneMatch(resource -> resource.toString().contains("renderowl:monitoring:"));
        }
    }

    @Test
    void twoStacksOfOneProgramLiveOnACluster(ControlPlane cluster) {
        try (YamlProgram program = YamlProgram.withPassword(PLANTED)) {
            program.withEnvironment("KUBECONFIG", cluster.kubeconfig().toString())
                    .with("first", component("one", namespaces("one")))
                    .with(
                            "second",
                            // One node exporter is on the node's port already.
                            component("two", namespaces("two") + "exporters: {node: {enabled: false}}\n"));
            program.up();

            assertThat(cluster.kubectl("-n", "watch-one", "rollout", "status", "deployment/prometheus"))
                    .contains("successfully rolled out");
            assertThat(cluster.kubectl("-n", "watch-two", "get", "secret", "redis-exporter", "-o", "name"))
                    .contains("redis-exporter");
            assertThat(program.resources())
                    .noneMatch(resource -> resource.toString().contains(PLANTED));
            assertThat(changes(program.preview())).containsOnlyKeys("same");

            program.with("first", component("one", namespaces("one") + "prometheus: {retention: 9d}\n"));
            assertThat(program.preview().getAsJsonArray("steps"))
                    .filteredOn(step ->
                            !step.getAsJsonObject().get("op").getAsString().equals("same"))
                    .singleElement()
                    .asString()
                    .contains("::first-prometheus-config", "\"update\"");
            program.up();
            assertThat(cluster.kubectl("-n", "watch-one", "get", "configmap", "prometheus-config", "-o", "yaml"))
                    .contains("9d");

            program.pulumi("destroy", "--yes", "--skip-preview").requireOutput();
            assertThat(cluster.kubectl("get", "namespaces", "-o", "name")).doesNotContain("/watch-", "/node-");
        }
    }

    private static String namespaces(String name) {
        return "namespaces: {monitoring: watch-%1$s, nodeExporter: node-%1$s, application: app-%1$s}%n".formatted(name);
    }

    /** The component with settings as they stand in a stack's file. */
    private static String component(String stack, String settings) {
        return "type: renderowl:monitoring:MonitoringStack\nproperties:\n"
                + (settings + "stack: " + stack + "\nsecrets: {redisPassword: '${password}'}\n").indent(2);
    }

    private static String files(Path folder) {
        return """
                type: pulumi:providers:kubernetes
                properties: {renderYamlToDirectory: '%s', enableConfigMapMutable: true, enableSecretMutable: true}
                options: {version: 4.25.0}
                """
                .formatted(folder);
    }

    private static Map<String, Integer> changes(JsonObject preview) {
        Map<String, Integer> changes = new TreeMap<>();
        preview.getAsJsonObject("changeSummary").asMap().forEach((name, count) -> changes.put(name, count.getAsInt()));
        return changes;
    }

    /** Without what comes from a state, which rendering has not. */
    private static Map<String, String> objects(Path folder) {
        Map<String, String> objects = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                objects.put(
                        folder.relativize(file).toString(),
                        Files.readString(file).replaceAll(OF_THE_STATE, ""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return objects;
    }
}
