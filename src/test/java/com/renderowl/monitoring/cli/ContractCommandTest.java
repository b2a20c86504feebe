package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Project;
import com.renderowl.monitoring.cli.support.RecordedConsole;
import com.renderowl.monitoring.harness.FreePorts;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code monitoring contract} against pages that are right, wrong, and no metrics at all. */
@Tag("unit")
class ContractCommandTest {

    private static final String GOOD =
            """
            # TYPE renderowl_http_requests_total counter
            renderowl_http_requests_total{method="GET",route="/a",status="200"} 3
            # TYPE renderowl_http_request_duration_seconds histogram
            renderowl_http_request_duration_seconds_bucket{method="GET",le="0.5"} 3
            renderowl_http_request_duration_seconds_bucket{method="GET",le="+Inf"} 3
            # TYPE renderowl_video_renders_total counter
            renderowl_video_renders_total{status="completed"} 1
            # TYPE renderowl_render_duration_seconds histogram
            renderowl_render_duration_seconds_bucket{le="600"} 1
            # TYPE gin_gin_requests_total counter
            gin_gin_requests_total{code="200"} 3
            # TYPE gin_gin_request_duration_seconds histogram
            gin_gin_request_duration_seconds_bucket{code="200",le="+Inf"} 3
            # TYPE go_goroutines gauge
            go_goroutines 8
            # TYPE go_memstats_heap_inuse_bytes gauge
            go_memstats_heap_inuse_bytes 2.5e+06
            """;

    @TempDir
    private Path folder;

    private final RecordedConsole console = new RecordedConsole();
    private final StringWriter errors = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void project() throws IOException {
        Files.writeString(folder.resolve("Pulumi.yaml"), "name: renderowl-monitoring\nruntime: java\n");
        Files.writeString(folder.resolve("Pulumi.staging.yaml"), "config: {}\n");
        Files.writeString(
                folder.resolve("Pulumi.strict.yaml"),
                "config: {'renderowl-monitoring:alerts': {slowRequestSeconds: 0.2, errorStatusLabel: code}}\n");
        Files.writeString(
                folder.resolve("Pulumi.wrong.yaml"), "config: {'renderowl-monitoring:alerts': {diskRatio: 80}}\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private int run(String... arguments) {
        Workbench workbench =
                new Workbench(new Project(folder), Map.of("HOME", folder.toString()), console.console(), List.of());
        return MonitoringCommand.commandLine(workbench)
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }

    private String serve(int status, String type, String body) {
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            if (exchange.getRequestURI().getPath().equals("/metrics")) {
                exchange.getResponseHeaders().set("Content-Type", type);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
            exchange.close();
        });
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://%s/metrics", "http://%s", "%s", "%s/metrics"})
    void aBackendWithAllMetricsPasses(String address) {
        assertThat(run("contract", address.formatted(serve(200, "text/plain", GOOD))))
                .isEqualTo(ExitCode.DONE);
        assertThat(console.output()).contains("has all 8 metrics that alerts and dashboards need");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "go_goroutines 8 | '' | FAIL go_goroutines: is not there",
                "gin_gin_request_duration_seconds histogram | gin_gin_request_duration_seconds summary"
                        + " | FAIL gin_gin_request_duration_seconds: is a summary, but rules and dashboards need a histogram",
                "'{method=\"GET\",route=\"/a\",status=\"200\"}' | {code=\"200\"}"
                        + " | FAIL renderowl_http_requests_total: has series without the label status",
                "le=\"600\" | le=\"60\" | FAIL renderowl_render_duration_seconds: has no bucket bound at 600"
            })
    void whatIsMissingOrWrongIsNamed(String part, String instead, String expected) {
        assertThat(GOOD).contains(part);
        String address = serve(200, "text/plain", GOOD.replace(part, instead));

        assertThat(run("contract", address)).isEqualTo(ExitCode.FAILED);
        assertThat(console.output()).contains(expected, "fix: ");
        assertThat(console.messages()).contains("1 of 8 metrics are missing or wrong");
    }

    @Test
    void labelsAndBoundsAreThoseOfTheStack() {
        assertThat(run("contract", serve(200, "text/plain", GOOD), "--stack", "strict"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(console.output())
                .contains("has series without the label code", "has no bucket bound at 0.2")
                .doesNotContain("label status");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | text/html; charset=utf-8 | <html></html> | is of the type text/html",
                "200 | application/json | {} | is of the type application/json",
                "200 | text/plain | It works! | line 1 is no sample",
                "200 | text/plain | go_goroutines many | line 1 is no sample",
                "200 | text/plain | 'go_goroutines{a=b} 1' | line 1 has labels that cannot be read",
                "200 | text/plain | '' | holds no metrics",
                "404 | text/plain | nothing | answers with status 404",
                "500 | text/plain | nothing | answers with status 500",
                "401 | text/plain | nothing | asks for a login",
                "302 | text/plain | nothing | redirects to elsewhere"
            })
    void aPageThatIsNoneOfMetricsIsToldInOneLine(int status, String type, String body, String expected) {
        assertThat(run("contract", serve(status, type, body))).isEqualTo(ExitCode.FAILED);
        assertThat(errors.toString())
                .startsWith("monitoring: http://127.0.0.1:")
                .contains(expected)
                .hasLineCount(1);
    }

    @Test
    void aLongLabelDoesNotMatter() {
        String address = serve(200, "text/plain", GOOD + "other{url=\"" + "a\\\\b".repeat(50_000) + "\"} 1\n");

        assertThat(run("contract", address)).isEqualTo(ExitCode.DONE);
    }

    @Test
    void anEndlessPageIsCutOff() {
        server.createContext("/metrics", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] line = "go_goroutines 1\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(line);
                }
            }
        });

        assertThat(run("contract", "127.0.0.1:" + server.getAddress().getPort(), "--timeout", "60"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(errors.toString()).contains("is larger than 16 MB").hasLineCount(1);
    }

    @Test
    void aSilentServerIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("contract", "127.0.0.1:" + silent.getLocalPort(), "--timeout", "1"))
                    .isEqualTo(ExitCode.MISSING);
        }
        assertThat(errors.toString()).contains("did not answer within 1 s").hasLineCount(1);
    }

    @Test
    void nobodyAtTheAddressIsToldWithWhatToDo() {
        assertThat(run("contract", "127.0.0.1:" + FreePorts.next())).isEqualTo(ExitCode.MISSING);
        assertThat(errors.toString())
                .contains("refuses connections", "kubectl port-forward")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://me:planted@127.0.0.1/metrics | holds a user or a password",
                "ftp://127.0.0.1/metrics | is no address of a web page",
                "http://a b/metrics | is no URL",
                "'' | is no URL"
            })
    void aWrongAddressIsRefused(String address, String expected) {
        assertThat(run("contract", address)).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString())
                .contains(expected)
                .doesNotContain("planted")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--timeout | 0 | --timeout is 0",
                "--timeout | 301 | --timeout is 301",
                "--stack | other | There is no stack 'other'",
                "--stack | wrong | alerts.diskRatio"
            })
    void aWrongOptionIsRefused(String option, String value, String expected) {
        assertThat(run("contract", "127.0.0.1:1", option, value)).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString()).contains(expected);
    }
}
