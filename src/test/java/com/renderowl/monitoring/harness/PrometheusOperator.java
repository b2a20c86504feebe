package com.renderowl.monitoring.harness;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The real Prometheus Operator at work on a control plane: it turns custom resources into StatefulSets, Secrets and
 * ConfigMaps there, and writes their status. It also writes which Prometheus takes each monitor, and with that it puts
 * finalizers on them.
 */
public final class PrometheusOperator implements AutoCloseable {

    /** What {@link RequiresTools} has to name. */
    public static final String PROGRAM = "operator";

    /** The same for the oldest release whose definitions a stack takes. */
    public static final String PROGRAM_BEFORE = "operator-before";

    /** What the operator of {@link #start} puts beside each Prometheus and Alertmanager, where containers really run. */
    public static final TestImage RELOADER = new TestImage(
            "prometheus-operator/prometheus-config-reloader:v0.93.1",
            "bin/prometheus-config-reloader",
            List.of(),
            root -> TestImage.program(
                    Tools.require("prometheus-config-reloader"), root, "bin/prometheus-config-reloader"));

    private static final String DEFINITIONS = "tools/bin/operator-definitions";
    private static final String DEFINITIONS_BEFORE = "tools/bin/operator-definitions-before";

    private static final Duration READY = Duration.ofMinutes(1);

    private final ManagedProcess process;

    private PrometheusOperator(ManagedProcess process) {
        this.process = process;
    }

    /** Installs the definitions of its custom resources, which belong to its version. */
    public static void installDefinitions(Cluster cluster) {
        installDefinitions(cluster, DEFINITIONS);
    }

    /** Installs those of the oldest release whose definitions a stack takes. */
    public static void installDefinitionsBefore(Cluster cluster) {
        installDefinitions(cluster, DEFINITIONS_BEFORE);
    }

    private static void installDefinitions(Cluster cluster, String folder) {
        for (Path file : definitions(folder)) {
            cluster.kubectl("apply", "--server-side", "--filename=" + file);
        }
        cluster.waitUntil("the definitions are established", READY, () -> cluster.kubectlTry(
                        "wait", "--for=condition=Established", "--timeout=0s", "crd", "--all")
                .succeeded());
    }

    /**
     * A file that the operator has packed into a Secret.
     *
     * @param key its key there, which ends in {@code .gz}
     */
    public static String unpacked(Cluster cluster, String namespace, String secret, String key) {
        String encoded = cluster.kubectl(
                        "-n",
                        namespace,
                        "get",
                        "secret",
                        secret,
                        "--output=jsonpath={.data." + key.replace(".", "\\.") + "}")
                .strip();
        try (GZIPInputStream unpacked =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(encoded)))) {
            return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes two monitors in the namespace {@code monitoring} that differ in the label alone by which they are selected. */
    public static void makeLabelledMonitors(Cluster cluster) {
        for (String label : List.of("other", "renderowl")) {
            cluster.apply(
                    """
                    apiVersion: monitoring.coreos.com/v1
                    kind: PodMonitor
                    metadata: {name: labelled-%1$s, namespace: monitoring, labels: {prometheus: %1$s}}
                    spec:
                      selector: {matchLabels: {app: anything}}
                      podMetricsEndpoints: [{port: web}]
                    """
                            .formatted(label));
        }
    }

    /** Starts it, for all namespaces, with the administrator's rights; returns when it is ready. */
    public static PrometheusOperator start(Cluster cluster) {
        return start(cluster, PROGRAM, "--prometheus-config-reloader=" + RELOADER.name());
    }

    /** Starts the oldest release whose definitions a stack takes. */
    public static PrometheusOperator startBefore(Cluster cluster) {
        return start(cluster, PROGRAM_BEFORE);
    }

    private static PrometheusOperator start(Cluster cluster, String program, String... further) {
        String address = "127.0.0.1:" + FreePorts.next();
        List<String> flags = new ArrayList<>(
                List.of("--web.listen-address=" + address, "--feature-gates=StatusForConfigurationResources=true"));
        flags.addAll(List.of(further));
        Command command = Command.in(cluster.directory(), Tools.require(program), flags.toArray(String[]::new))
                .with(Map.of("KUBECONFIG", cluster.kubeconfig().toString()));
        ManagedProcess process =
                ManagedProcess.start(program, command, cluster.directory().resolve(program + ".log"));
        PrometheusOperator started = new PrometheusOperator(process);
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://" + address + "/healthz"))
                .build();
        try {
            process.await("it is ready", READY, () -> {
                try {
                    return client.send(health, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200;
                } catch (IOException notYet) {
                    return false;
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            return started;
        } catch (RuntimeException | AssertionError e) {
            started.close();
            throw e;
        }
    }

    /** Everything it has logged so far. */
    public String log() {
        return process.log();
    }

    /** Ends it; what it made stays. */
    @Override
    public void close() {
        process.close();
    }

    /** Removes the definitions, and with them all custom resources. */
    public static void removeDefinitions(Cluster cluster) {
        definitions(DEFINITIONS).forEach(file -> cluster.kubectl("delete", "--ignore-not-found", "--filename=" + file));
    }

    private static List<Path> definitions(String folder) {
        try (Stream<Path> files = Files.list(Tools.projectRoot().resolve(folder))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
