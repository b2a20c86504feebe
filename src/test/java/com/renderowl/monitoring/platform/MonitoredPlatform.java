package com.renderowl.monitoring.platform;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.harness.Daemon;
import com.renderowl.monitoring.harness.Exporter;
import com.renderowl.monitoring.harness.LoopbackNetwork;
import com.renderowl.monitoring.harness.PostgresServer;
import com.renderowl.monitoring.harness.RedisServer;
import com.renderowl.monitoring.harness.ReferenceBackend;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.kubernetes.PrometheusPod;
import com.renderowl.monitoring.model.Paths;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import com.renderowl.monitoring.model.alertmanager.AlertmanagerConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A whole platform with its monitoring: two backends with steady requests, PostgreSQL, Redis, their exporters and the node
 * exporter with the arguments that the stack gives them, a second node that is made up, Alertmanager with a receiver, and
 * Prometheus with the arguments and files that the stack renders; notifications are grouped for a second. Discovery is played, see {@link PlayedDiscovery}.
 */
public final class MonitoredPlatform implements AutoCloseable {

    /** The node of this machine, as it is called in {@code instance}. */
    public static final String NODE = "node-1";

    /** The node that is made up. */
    public static final String FIXTURE_NODE = "node-2";

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final LoopbackNetwork network = LoopbackNetwork.create();
    private final TemporaryDirectory directory = own(TemporaryDirectory.create("platform"));
    private final PlayedDiscovery discovery = new PlayedDiscovery(directory.path());
    private final Map<String, Exporter> exporters = new ConcurrentHashMap<>();
    private final RedisServer redis = own(RedisServer.start(directory.path(), network.next()));
    private final PostgresServer postgres = own(PostgresServer.start(directory.path(), network.next()));
    private final List<ReferenceBackend> backends = List.of(backend(1), backend(2));
    private final FixtureNode fixtureNode;
    private final WebhookReceiver receiver = own(WebhookReceiver.start(network.next()));
    private final String unchanging;
    private final PrometheusPod prometheus;

    private MonitoredPlatform(String furtherSettings) {
        own(Traffic.to(backends.stream().map(ReferenceBackend::url).toList()));
        unchanging =
                """
                applications: {frontend: {enabled: false}}
                exporters: {redis: {address: '%s', database: {addresses: [127.0.0.0/8]}}}
                alertmanager:
                  receivers: {test: {webhook: {url: '%s'}, destination: {addresses: [127.0.0.0/8]}}}
                  routes: {default: test}
                  watchdog: {receiver: test, repeatInterval: 5s}
                  grouping: {delay: 1s, interval: 2s, repeatInterval: 1h}
                """
                        .formatted(redis.address(), receiver.url());
        String settings = furtherSettings + unchanging;
        String fixtureAddress = network.next();
        fixtureNode = own(FixtureNode.start(fixtureAddress));
        TestStack.model(settings).exporters().forEach(workload -> startExporter(workload, fixtureAddress));
        showBackends(backends);
        startAlertmanager(TestStack.model(settings));
        prometheus = own(PrometheusPod.start(ProgramRun.of(settings), Map.of(), discovery::replaceIn));
    }

    /**
     * Starts everything, and returns when Prometheus is ready. Whatever has started by then ends with the JVM, should a
     * program not start.
     *
     * @param settings sections of the stack's configuration, but {@code applications} and {@code exporters}
     * @throws AssertionError with the end of the log of the program that does not start
     */
    public static MonitoredPlatform start(String settings) {
        return new MonitoredPlatform(settings);
    }

    private ReferenceBackend backend(int number) {
        return own(ReferenceBackend.start(directory.path(), "backend-" + number, network.next()));
    }

    /** With the arguments and environment of the stack, but for the paths and addresses of this machine. */
    private void startExporter(Workload workload, String fixtureAddress) {
        String address = network.next();
        List<String> arguments = workload.arguments().stream()
                .map(argument -> argument.replaceAll("=/host/root$", "=/")
                        .replace("=/host/", "=/")
                        .replace("=:", "=" + address + ":"))
                .toList();
        Map<String, String> environment = new HashMap<>();
        environment.put("REDIS_ADDR", redis.address());
        environment.put("DATA_SOURCE_NAME", postgres.dataSourceName());
        String program =
                switch (workload.name()) {
                    case "node-exporter" -> "node_exporter";
                    case "postgres-exporter" -> "prometheus-postgres-exporter";
                    case "redis-exporter" -> "prometheus-redis-exporter";
                    default -> throw new AssertionError("the platform has no program for " + workload.name());
                };
        String listen = address + ":" + workload.port().number();
        exporters.put(workload.name(), own(Exporter.start(directory.path(), program, listen, arguments, environment)));
        List<PlayedPod> pods = new ArrayList<>(List.of(new PlayedPod(workload.name() + "-1", address, NODE)));
        if (workload.name().equals("node-exporter")) {
            pods.add(new PlayedPod(workload.name() + "-2", fixtureAddress, FIXTURE_NODE));
        }
        discovery.show(workload.name(), pods);
    }

    /** With the configuration and the arguments of the stack, which only wait less after a start. */
    private void startAlertmanager(StackModel model) {
        Workload workload = model.alertmanager();
        String address = network.next();
        String files = directory.path().resolve("alertmanager-files").toString();
        List<String> arguments = workload.arguments().stream()
                .map(argument -> argument.replace("=/", "=" + files + "/")
                        .replace("=:", "=" + address + ":")
                        .replace("start-delay=1m", "start-delay=1s"))
                .toList();
        try {
            Path config = Path.of(files + Paths.ALERTMANAGER_YML);
            Files.createDirectories(config.getParent());
            Files.writeString(
                    config, AlertmanagerConfiguration.of(model.config()).toYaml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String listen = address + ":" + workload.port().number();
        own(Exporter.start(directory.path(), workload.name(), listen, arguments, Map.of()));
        discovery.show(workload.name(), List.of(new PlayedPod(workload.name() + "-0", address, NODE)));
    }

    /** Lets discovery find these backends only, as if the others' pods were deleted. */
    public void showBackends(List<ReferenceBackend> found) {
        List<PlayedPod> pods = new ArrayList<>();
        for (ReferenceBackend backend : found) {
            pods.add(new PlayedPod("backend-" + (backends.indexOf(backend) + 1), backend.address(), NODE));
        }
        discovery.show("renderowl-backend", pods);
    }

    /** Writes the files of the stack with other settings to Prometheus' disk, as the kubelet would after an update. */
    public void load(String furtherSettings) {
        prometheus.files().write(ProgramRun.of(furtherSettings + unchanging));
    }

    public Daemon redis() {
        return redis.daemon();
    }

    public Daemon postgres() {
        return postgres.daemon();
    }

    /** Both of them. */
    public List<ReferenceBackend> backends() {
        return backends;
    }

    /** The exporter of a scrape job: {@code node-exporter}, {@code postgres-exporter} or {@code redis-exporter}. */
    public Exporter exporter(String job) {
        return exporters.get(job);
    }

    /** The node that is made up. */
    public FixtureNode fixtureNode() {
        return fixtureNode;
    }

    /** What Alertmanager sends its notifications to. */
    public WebhookReceiver receiver() {
        return receiver;
    }

    /** Prometheus with the stack's files. */
    public PrometheusPod prometheus() {
        return prometheus;
    }

    /** A directory for further things of a test, deleted with the platform. */
    public Path directory() {
        return directory.path();
    }

    /** The result of an instant query: series with {@code metric} and {@code value}. */
    public List<Document> query(String expression) {
        String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        return prometheus.api("query?query=" + encoded, "").list("result");
    }

    /** Waits until a query has a result, which fails at once when Prometheus ends. */
    public void awaitResult(String expression) {
        prometheus.waitUntil("there is " + expression, () -> !query(expression).isEmpty());
    }

    private <T extends AutoCloseable> T own(T closeable) {
        started.push(closeable);
        return closeable;
    }

    /** Ends everything, the last started first. */
    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                throw new AssertionError("the platform cannot be taken down", e);
            }
        }
    }
}
