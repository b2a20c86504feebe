package com.renderowl.monitoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.renderowl.monitoring.cluster.KubectlLookup;
import com.renderowl.monitoring.cluster.KubectlRunner;
import com.renderowl.monitoring.cluster.ObjectLookup;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.PrometheusOperator;
import com.renderowl.monitoring.harness.PrometheusServer;
import com.renderowl.monitoring.harness.PrometheusSetup;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.ThanosServers;
import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.harness.WithControlPlane;
import com.renderowl.monitoring.kubernetes.Certificates;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.prometheus.PrometheusConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * What leaves the machine on the platform operator: the configuration of remote write that the real operator generates, and
 * the sidecar that it adds.
 */
@Tag("operator")
@WithControlPlane(nodes = 2, shared = false)
@RequiresTools({
    "pulumi",
    "pulumi-resource-kubernetes",
    PrometheusOperator.PROGRAM,
    "prometheus",
    "promtool",
    ThanosServers.PROGRAM
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatedRemoteWriteTest {

    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final String SERVER = "receive.example.com";
    private static final String BUCKET = "{type: FILESYSTEM, config: {directory: /planted-bucket}}";
    private static final Map<String, String> SECRETS =
            Map.of("chatUrl", "https://hooks.example.com/planted", "bucket", BUCKET, "password", "planted-password");

    private final ControlPlane cluster;
    private final EngineStack stack = EngineStack.create("production");
    private final Map<String, String> client = Certificates.secretFor("prometheus");
    private final Map<String, String> server = Certificates.secretFor(SERVER);
    private ThanosServers thanos;
    private PrometheusOperator operator;

    OperatedRemoteWriteTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        thanos = ThanosServers.start(server, client.get("ca.crt"));
        PrometheusOperator.installDefinitions(cluster);
        operator = PrometheusOperator.start(cluster);
        // As whoever keeps the certificates does it, before there is a stack.
        cluster.kubectl("create", "namespace", "monitoring");
        cluster.kubectl("create", "namespace", "renderowl-production");
        create(directory, "secret", "generic", "writer", client);
        create(directory, "configmap", "", "receive-authority", Map.of("ca.crt", server.get("ca.crt")));
        stack.on(cluster).withConfig(settings("operator").values());
        SECRETS.forEach((name, value) -> stack.withSecret("secrets." + name, value));
        stack.up();
    }

    @AfterAll
    void end() {
        stack.close();
        if (operator != null) {
            operator.close();
        }
        if (thanos != null) {
            thanos.close();
        }
    }

    @Test
    void theOperatorsRemoteWriteMeansTheSameAsThatOfPrometheusYml(@TempDir Path directory) throws IOException {
        String generated = configuration();
        Files.writeString(directory.resolve("prometheus.yml"), generated);
        assertThat(PrometheusServer.promtool(directory, "check", "config", "--syntax-only", "prometheus.yml")
                        .requireOutput())
                .contains("SUCCESS");

        assertThat(resolved(remoteWrites(generated), assets())).isEqualTo(resolved(remoteWrites(plain()), mounted()));
    }

    @Test
    void whatTheOperatorsRemoteWriteSendsIsReadBack() {
        Map<String, Object> generated = new Yaml().load(configuration());
        String yaml = new Yaml()
                .dump(Map.of(
                        "global", generated.get("global"),
                        // The other remote write goes to a server that is not there.
                        "remote_write", List.of(remoteWrites(configuration()).get(0)),
                        "scrape_configs",
                                List.of(Map.of(
                                        "job_name", "prometheus",
                                        "scrape_interval", "1s",
                                        "scrape_timeout", "1s",
                                        "static_configs",
                                                List.of(Map.of("targets", List.of(PrometheusSetup.ADDRESS)))))))
                .replace("/etc/prometheus/certs", "certs")
                .replace("$(POD_NAME)", "prometheus-production-0");
        PrometheusSetup setup = PrometheusSetup.of(yaml);
        for (Map.Entry<String, String> asset : assets().entrySet()) {
            setup = setup.file("certs/" + asset.getKey(), asset.getValue());
        }
        try (PrometheusServer prometheus = PrometheusServer.start(setup)) {
            prometheus.waitUntil(
                    "Thanos has a sample of this Prometheus", DEADLINE, () -> !thanos.query("up{tenant_id='operated'}")
                            .isEmpty());

            JsonObject sample = thanos.query("up{tenant_id='operated'}")
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonObject("metric");
            assertThat(sample.get("prometheus").getAsString()).isEqualTo("monitoring/production");
            assertThat(sample.get("prometheus_replica").getAsString()).isEqualTo("prometheus-production-0");
            assertThat(sample.keySet()).doesNotContain("instance");
            assertThat(prometheus.query("go_goroutines")).isNotEmpty();
            assertThat(thanos.query("go_goroutines")).as("what is dropped").isEmpty();
        }
    }

    @Test
    void aSidecarUploadsAndAnswersQueries() {
        JsonObject spec = cluster.json("-n", "monitoring", "get", "statefulset", "prometheus-production")
                .getAsJsonObject();
        String sidecar = field(
                "statefulset/prometheus-production",
                "{.spec.template.spec.containers[?(@.name=='thanos-sidecar')]['image','args']}");

        assertThat(sidecar)
                .contains("thanosio/thanos:v0.42.5")
                .contains("--objstore.config-file=/etc/thanos/object-storage/objstore.yml")
                .contains("--grpc-address=:10901");
        assertThat(spec.toString()).doesNotContain("planted-bucket");
        assertThat(field("secret/prometheus-object-storage", "{.data.objstore\\.yml}"))
                .isEqualTo(Base64.getEncoder().encodeToString(BUCKET.getBytes(StandardCharsets.UTF_8)));
        assertThat(field("service/prometheus-operated", "{.spec.ports[?(@.name=='grpc')].port}"))
                .isEqualTo("10901");
        assertThat(field("networkpolicy/prometheus", "{.spec.ingress[?(@.ports[0].port==10901)].from}"))
                .contains("thanos-query");
        assertThat(field("networkpolicy/prometheus", "{.spec.egress[?(@.ports[0].port==9000)].to}"))
                .contains("192.0.2.90/32");
    }

    @Test
    void kubectlTellsWhichObjectsAndKeysAreThere() {
        ObjectLookup kubectl = new KubectlLookup(new KubectlRunner(
                Tools.require("kubectl").toString(),
                Map.of("KUBECONFIG", cluster.kubeconfig().toString())));

        assertThat(kubectl.find("", "secret", "monitoring", "writer", List.of("tls.crt", "tls.key"))
                        .presence())
                .isEqualTo(ObjectLookup.Presence.PRESENT);
        assertThat(kubectl.find("", "configmap", "monitoring", "receive-authority", List.of("ca.crt"))
                        .presence())
                .isEqualTo(ObjectLookup.Presence.PRESENT);
        assertThat(kubectl.find("", "secret", "monitoring", "writer", List.of("tls.crt", "other"))
                        .presence())
                .isEqualTo(ObjectLookup.Presence.ABSENT);
        assertThat(kubectl.find("", "secret", "monitoring", "nobody", List.of("tls.crt"))
                        .presence())
                .isEqualTo(ObjectLookup.Presence.ABSENT);
        assertThat(kubectl.find("", "secret", "nowhere", "writer", List.of("tls.crt"))
                        .presence())
                .isEqualTo(ObjectLookup.Presence.ABSENT);
        assertThat(kubectl.find("no-such-context", "secret", "monitoring", "writer", List.of("tls.crt"))
                        .presence())
                .isEqualTo(ObjectLookup.Presence.UNKNOWN);
        assertThat(new KubectlLookup(new KubectlRunner("/nowhere/kubectl", Map.of()))
                        .find("", "secret", "monitoring", "writer", List.of("tls.crt"))
                        .presence())
                .isEqualTo(ObjectLookup.Presence.UNKNOWN);
    }

    @Test
    void aSecondPreviewIsEmpty() {
        assertThat(stack.preview().steps().stream()
                        .filter(step -> !step.operation().equals("read")))
                .isEmpty();
    }

    private StackSettings settings(String platform) {
        // In place of the committed receivers, whose Secret nobody has made here.
        return (platform.equals("operator")
                        ? StackSettings.committed("production").with("alertmanager: replaced")
                        : StackSettings.of("{}"))
                .with(
                        """
                        protect: false
                        prometheus:
                          externalLabels: {environment: remote}
                          remoteWrite:
                          - name: central
                            url: %s
                            tls: {caConfigMapName: receive-authority, certificateSecretName: writer, serverName: %s}
                            headers: {THANOS-TENANT: operated}
                            dropMetrics: go_.*
                            dropLabels: [instance]
                            minShards: 2
                            maxShards: 4
                            queue: {capacity: 5000, maxSamplesPerSend: 1000, batchSendDeadline: 1s}
                            addresses: [127.0.0.1/32]
                          - name: archive
                            url: https://archive.example.com/api/v1/write
                            basicAuth: {username: writer, passwordSecret: password}
                            keepMetrics: renderowl_.*
                            addresses: [192.0.2.10/32]
                        """
                                .formatted(thanos.receiverUrl(), SERVER))
                .with(
                        platform.equals("operator")
                                ? """
                                prometheus:
                                  objectStorage:
                                    configSecret: bucket
                                    addresses: [192.0.2.90/32]
                                    port: 9000
                                    query: {namespace: thanos}
                                alertmanager:
                                  receivers: {chat: {slack: {urlSecret: chatUrl}, destination: {addresses: [192.0.2.30/32]}}}
                                  routes: {default: chat}
                                  watchdog: {receiver: chat}
                                """
                                : "{}");
    }

    /** The configuration that the platform kubernetes renders for the same remote writes. */
    private String plain() {
        try (EngineStack other = EngineStack.create("staging")) {
            other.withConfig(settings("kubernetes").values()).withSecret("secrets.password", SECRETS.get("password"));
            return PrometheusConfiguration.of(StackModel.of(
                            StackConfigReader.read(other.configSource(), "renderowl-monitoring", "staging")
                                    .config()))
                    .toYaml();
        }
    }

    private static List<Map<String, Object>> remoteWrites(String yaml) {
        Map<String, List<Map<String, Object>>> configuration = new Yaml().load(yaml);
        return configuration.get("remote_write");
    }

    /** The files that the platform kubernetes mounts, by their path. */
    private Map<String, String> mounted() {
        return Map.of(
                "/etc/prometheus/remote-write/password", SECRETS.get("password"),
                "/etc/prometheus/remote-write-tls/central/authority.crt", server.get("ca.crt"),
                "/etc/prometheus/remote-write-tls/central/tls.crt", client.get("tls.crt"),
                "/etc/prometheus/remote-write-tls/central/tls.key", client.get("tls.key"));
    }

    /** The files that the operator mounts into {@code /etc/prometheus/certs}, by their name. */
    private Map<String, String> assets() {
        Map<String, String> assets = new TreeMap<>();
        cluster.json("-n", "monitoring", "get", "secret", "prometheus-production-tls-assets-0")
                .getAsJsonObject()
                .getAsJsonObject("data")
                .asMap()
                .forEach((name, value) -> assets.put(
                        name, new String(Base64.getDecoder().decode(value.getAsString()), StandardCharsets.UTF_8)));
        return assets;
    }

    /** The entries with the content of files in place of their paths, and in one spelling. */
    private static Object resolved(Object given, Map<String, String> files) {
        if (given instanceof Map<?, ?> map) {
            Map<String, Object> result = new TreeMap<>();
            map.forEach((key, value) -> {
                String name = String.valueOf(key);
                if (name.endsWith("_file")) {
                    String path = String.valueOf(value);
                    String content = files.getOrDefault(path, files.get(path.substring(path.lastIndexOf('/') + 1)));
                    result.put(name.substring(0, name.length() - "_file".length()), content);
                } else {
                    result.put(name, resolved(value, files));
                }
            });
            return result;
        }
        return given instanceof List<?> list
                ? list.stream().map(entry -> resolved(entry, files)).toList()
                : given;
    }

    private void create(Path directory, String kind, String type, String name, Map<String, String> files)
            throws IOException {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = directory.resolve(name + "-" + file.getKey());
            Files.writeString(path, file.getValue());
            arguments.put(file.getKey(), "--from-file=" + file.getKey() + "=" + path);
        }
        List<String> line = new ArrayList<>(List.of("-n", "monitoring", "create", kind));
        if (!type.isEmpty()) {
            line.add(type);
        }
        line.add(name);
        line.addAll(arguments.values());
        cluster.kubectl(line.toArray(String[]::new));
    }

    private String configuration() {
        return PrometheusOperator.unpacked(cluster, "monitoring", "prometheus-production", "prometheus.yaml.gz");
    }

    private String field(String object, String path) {
        return cluster.kubectl("-n", "monitoring", "get", object, "--output=jsonpath=" + path)
                .strip();
    }
}
