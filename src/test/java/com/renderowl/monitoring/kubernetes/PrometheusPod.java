package com.renderowl.monitoring.kubernetes;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.FreePorts;
import com.renderowl.monitoring.harness.ManagedProcess;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * The pod of Prometheus without Kubernetes: the real program, started with the arguments that the Deployment carries and
 * the files that its volumes hold. Only paths, the port and the interval of reloads are those of this machine.
 */
public final class PrometheusPod implements AutoCloseable {

    /** How long anything may take on a busy machine; only a failing test takes as long. */
    static final Duration DEADLINE = Duration.ofMinutes(2);

    private final TemporaryDirectory directory = TemporaryDirectory.create("pod");
    private final int port = FreePorts.next();
    private final HttpClient client = HttpClient.newHttpClient();
    private final UnaryOperator<String> furtherChange;
    private final MountedFiles files;
    private final Document container;
    private ManagedProcess process;

    private PrometheusPod(
            ProgramRun run, Map<String, Map<String, String>> secretsOfOthers, UnaryOperator<String> furtherChange) {
        this.furtherChange = furtherChange;
        container = new Document(run.named("prometheus-deployment").at("spec.template.spec.containers[0]"));
        files = new MountedFiles(directory.path(), secretsOfOthers, text -> furtherChange.apply(localized(text)));
        files.write(run);
    }

    /** The pod with its files, not started. */
    static PrometheusPod prepare(ProgramRun run, Map<String, Map<String, String>> secretsOfOthers) {
        return new PrometheusPod(run, secretsOfOthers, UnaryOperator.identity());
    }

    /** Starts the pod and returns when its own readiness probe succeeds. */
    static PrometheusPod start(ProgramRun run, Map<String, Map<String, String>> secretsOfOthers) {
        return start(run, secretsOfOthers, UnaryOperator.identity());
    }

    /**
     * Starts the pod as {@link #start(ProgramRun, Map)} does.
     *
     * @param furtherChange what else is changed in the text of mounted files, so that they fit this machine
     */
    public static PrometheusPod start(
            ProgramRun run, Map<String, Map<String, String>> secretsOfOthers, UnaryOperator<String> furtherChange) {
        for (int attempt = 1; ; attempt++) {
            PrometheusPod pod = new PrometheusPod(run, secretsOfOthers, furtherChange);
            try {
                pod.start();
                return pod;
            } catch (AssertionError failure) {
                boolean portTaken = pod.process.log().contains("address already in use");
                pod.close();
                if (!portTaken || attempt == 3) {
                    throw failure;
                }
            }
        }
    }

    private void start() {
        Command command = Command.in(directory.path(), Tools.require("prometheus"));
        List<String> arguments = container.list("args").stream()
                .map(argument -> localized((String) argument.root()))
                .toList();
        process = ManagedProcess.start(
                "prometheus", command.andArguments(arguments), directory.path().resolve("prometheus.log"));
        waitUntil("its readiness probe succeeds", this::isReady);
    }

    /** Whether the container's readiness probe succeeds. */
    boolean isReady() {
        if (container.at("readinessProbe.exec") != null) {
            return probe().succeeded();
        }
        return get(container.text("readinessProbe.httpGet.path"), "").statusCode() == 200;
    }

    /** Runs the container's readiness probe, which must be a command. */
    CommandOutcome probe() {
        List<String> command = container.list("readinessProbe.exec.command").stream()
                .map(word -> localized((String) word.root()))
                .toList();
        return Command.in(directory.path(), Tools.require(command.get(0)))
                .andArguments(command.subList(1, command.size()))
                .run();
    }

    /** Runs promtool among the pod's files; paths in the arguments are those of the pod. */
    CommandOutcome promtool(String... arguments) {
        return Command.in(directory.path(), Tools.require("promtool"))
                .andArguments(List.of(arguments).stream().map(this::localized).toList())
                .run();
    }

    /** Sends a GET request, with {@code user:password} unless that is empty. */
    public HttpResponse<String> get(String path, String credentials) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(30));
        if (!credentials.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interruption);
        }
    }

    /** What Prometheus' API answers, which must be a success. */
    public Document api(String path, String credentials) {
        HttpResponse<String> answer = get("/api/v1/" + path, credentials);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": status " + answer.statusCode() + ": " + answer.body());
        }
        return new Document(Document.parse(answer.body()).at("data"));
    }

    /** The value of one of Prometheus' own metrics. */
    String metric(String name) {
        return get("/metrics", "")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findAny()
                .orElseThrow();
    }

    /** {@code http://127.0.0.1:PORT}. */
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The pod's mounted files. */
    public MountedFiles files() {
        return files;
    }

    /** The directory of this machine that the pod knows as {@code path}. */
    public Path path(String path) {
        return directory.path().resolve(path.substring(1));
    }

    /** Everything that Prometheus has logged. */
    public String log() {
        return process.log();
    }

    /** The number of the process: another one would mean a restart. */
    public long processId() {
        process.requireAlive();
        return process.pid();
    }

    /** Waits until a condition holds, and fails at once when Prometheus ends. */
    public void waitUntil(String what, BooleanSupplier condition) {
        process.await(what, DEADLINE, condition);
    }

    private String localized(String text) {
        return text.replace("--web.listen-address=:9090", "--web.listen-address=127.0.0.1:" + port)
                .replace(":9090", ":" + port)
                .replace("/etc/prometheus", path("/etc/prometheus").toString())
                .replace("--storage.tsdb.path=/prometheus", "--storage.tsdb.path=" + path("/prometheus"))
                .replace("--config.auto-reload-interval=15s", "--config.auto-reload-interval=1s");
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        directory.close();
    }
}
