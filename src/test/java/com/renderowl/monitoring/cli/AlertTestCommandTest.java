package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Project;
import com.renderowl.monitoring.cli.support.RecordedConsole;
import com.renderowl.monitoring.harness.AlertmanagerServer;
import com.renderowl.monitoring.harness.FreePorts;
import com.renderowl.monitoring.harness.MailServer;
import com.renderowl.monitoring.harness.NotificationServer;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.model.alertmanager.AlertmanagerConfiguration;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code monitoring alert test} with a real Alertmanager and receivers on loopback. */
@Tag("rules")
@RequiresTools({"alertmanager", "amtool"})
class AlertTestCommandTest {

    /** Only a failing test takes as long. */
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private static final Map<String, String> SECRETS =
            Map.of("pagerKey", "planted-key", "mailPassword", "planted-password", "hookToken", "planted-token");

    @TempDir
    private Path folder;

    private final NotificationServer web = NotificationServer.start();
    private final MailServer mail = MailServer.start();
    private final RecordedConsole console = new RecordedConsole();
    private final StringWriter errors = new StringWriter();
    private final List<AutoCloseable> started = new ArrayList<>(List.of(web, mail));

    @BeforeEach
    void project() throws IOException {
        Files.writeString(folder.resolve("Pulumi.yaml"), "name: renderowl-monitoring\nruntime: java\n");
        Files.writeString(folder.resolve("Pulumi.staging.yaml"), "config: {}\n");
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable resource : started) {
            resource.close();
        }
    }

    @Test
    void everyKindOfReceiverIsToldAndThenToldThatItIsOver() {
        AlertmanagerServer server = start(stack(web.url("")));

        assertThat(test("--url", server.url())).as(errors.toString()).isEqualTo(ExitCode.DONE);

        assertThat(console.output().lines())
                .hasSize(4)
                .anyMatch(line -> line.matches("chat +slack +delivered after \\d+\\.\\d s"))
                .anyMatch(line -> line.matches("hook +webhook +delivered after \\d+\\.\\d s"))
                .anyMatch(line -> line.matches("mail +email +delivered after \\d+\\.\\d s"))
                .anyMatch(line -> line.matches("pager +pagerduty +delivered after \\d+\\.\\d s"));
        assertThat(web.received("/hook").get(0).authorization()).isEqualTo("Bearer planted-token");
        assertThat(web.received("/hook").get(0).body()).contains("Nothing is wrong.");
        assertThat(web.received("/chat").get(0).body()).contains("Test notification to the receiver chat", "#alerts");
        assertThat(web.received("/pager").get(0).body())
                .contains("\"routing_key\":\"planted-key\"", "\"severity\":\"info\"");
        assertThat(mail.mails().get(0))
                .contains("RCPT TO:<on-call@example.com>", "RCPT TO:<team@example.com>", "MonitoringReceiverTest");
        assertThat(mail.logins()).contains("monitoring:planted-password");
        server.waitUntil("the incident is closed", DEADLINE, () -> web.received("/pager").stream()
                .anyMatch(request -> request.body().contains("\"event_action\":\"resolve\"")));
        assertThat(console.output() + console.messages() + errors + server.log())
                .doesNotContain(SECRETS.values());
    }

    @Test
    void eachRunIsToldAnew() {
        AlertmanagerServer server = start(stack(web.url("")));

        assertThat(test("--url", server.url(), "--receiver", "hook")).isEqualTo(ExitCode.DONE);
        assertThat(test("--url", server.url() + "/", "--receiver", "hook")).isEqualTo(ExitCode.DONE);

        assertThat(console.output().lines()).hasSize(2).allMatch(line -> line.startsWith("hook "));
        assertThat(web.received("/hook")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(web.received("/chat")).isEmpty();
    }

    @Test
    void aReceiverThatRefusesIsToldApartFromThoseThatDoNot() {
        AlertmanagerServer server = start(stack(web.url("")));
        web.answer(403);

        assertThat(test("--url", server.url())).isEqualTo(ExitCode.FAILED);

        assertThat(console.output().lines())
                .anyMatch(line -> line.startsWith("mail ") && line.contains("delivered after"))
                .anyMatch(line -> line.matches("hook +webhook +failed: it refused the credentials \\(.*"))
                .anyMatch(line -> line.matches("chat +slack +failed: it refused the credentials \\(.*"));
        assertThat(console.messages()).contains("monitoring: 3 of 4 receivers were not told.");
    }

    @Test
    void aReceiverThatIsNotThereFails() {
        AlertmanagerServer server = start(stack("http://127.0.0.1:" + FreePorts.next()));

        assertThat(test("--url", server.url(), "--receiver", "hook", "--receiver", "mail"))
                .isEqualTo(ExitCode.FAILED);

        assertThat(console.output().lines())
                .anyMatch(line -> line.startsWith("mail ") && line.contains("delivered after"))
                .anyMatch(line -> line.matches("hook +webhook +failed: it could not be reached, or broke off"));
    }

    @Test
    void theLastWordIsThatOfTheTimeout() {
        AlertmanagerServer server = start(stack(web.url("")));
        web.answer(503);

        assertThat(test("--url", server.url(), "--receiver", "hook", "--timeout", "2"))
                .isEqualTo(ExitCode.FAILED);

        assertThat(console.output()).containsPattern("hook +webhook +failed: no success within 2 s, after \\d+ tries");
    }

    @Test
    void aSilenceIsNamed() {
        AlertmanagerServer server = start(stack(web.url("")));
        server.silence("MonitoringReceiverTest");

        assertThat(test("--url", server.url())).isEqualTo(ExitCode.FAILED);

        assertThat(console.output().lines())
                .hasSize(4)
                .allMatch(line -> line.contains("failed: a silence holds it back: "));
        assertThat(web.received()).isEmpty();
    }

    @Test
    void anAlertmanagerOfAnotherKindHasNoRouteForTests() {
        AlertmanagerServer server = start(
                """
                route: {receiver: team, group_wait: 0s}
                receivers:
                - {name: team, webhook_configs: [{url: "%s"}]}
                - {name: other, webhook_configs: [{url: "%s"}]}
                """
                        .formatted(web.url("/team"), web.url("/other")));

        assertThat(test("--url", server.url())).isEqualTo(ExitCode.FAILED);

        assertThat(console.output())
                .containsPattern("team +webhook +delivered")
                .containsPattern("other +failed: no route leads to it for tests");
    }

    @Test
    void whatCanNotBeTestedIsSaidAtOnce() {
        AlertmanagerServer lonely = start(configuration(TestStack.DEFAULTS));
        AlertmanagerServer taciturn = AlertmanagerServer.start(
                "{route: {receiver: team}, receivers: [{name: team}]}", Map.of(), List.of("--cluster.listen-address="));
        started.add(taciturn);
        String nobody = "http://127.0.0.1:" + FreePorts.next();

        assertThat(test("--url", lonely.url())).isEqualTo(ExitCode.MISSING);
        assertThat(test("--url", taciturn.url())).isEqualTo(ExitCode.MISSING);
        assertThat(test("--url", nobody)).isEqualTo(ExitCode.MISSING);
        assertThat(test("--url", web.url("/"))).isEqualTo(ExitCode.MISSING);

        assertThat(errors.toString().lines())
                .hasSize(4)
                .anyMatch(line -> line.startsWith("monitoring: This Alertmanager has no receiver"))
                .anyMatch(line -> line.contains("--enable-feature=receiver-name-in-metrics"))
                .anyMatch(line -> line.startsWith("monitoring: Alertmanager at " + nobody + " does not answer"))
                .anyMatch(line -> line.endsWith("is no Alertmanager."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--url=localhost:9093",
                "--url=http://user:planted@localhost:9093",
                "--timeout=0",
                "--timeout=x",
                "nowhere"
            })
    void wrongUsageIsOneLine(String argument) {
        assertThat(test(argument)).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString().lines()).hasSizeLessThanOrEqualTo(2);
        assertThat(errors.toString()).startsWith("monitoring: ").doesNotContain("planted");
    }

    @Test
    void itExplainsItself() {
        assertThat(test("--help")).isEqualTo(ExitCode.DONE);

        assertThat(errors.toString())
                .contains(
                        "Usage: monitoring alert test",
                        "--receiver=NAME",
                        "--url=URL",
                        "(default: 150)",
                        "Exit codes:");
    }

    @Test
    void anUnknownReceiverIsSaidWithThoseThereAre() {
        AlertmanagerServer server = start(stack(web.url("")));

        assertThat(test("--url", server.url(), "--receiver", "hok")).isEqualTo(ExitCode.USAGE);

        assertThat(errors.toString()).contains("no receiver 'hok': it has hook, chat, pager, mail.");
    }

    @Test
    void theWayToTheStacksOwnIsOpenedAndClosed() throws IOException {
        AlertmanagerServer server = start(stack(web.url("")));
        String port = server.address().substring(server.address().lastIndexOf(':') + 1);
        kubectl("echo $$ >" + folder.resolve("process") + "; echo \"$*\" >" + folder.resolve("arguments")
                + "; echo 'Forwarding from 127.0.0.1:" + port + " -> 9093'; exec sleep 600");
        Files.writeString(
                folder.resolve("Pulumi.staging.yaml"),
                "config:\n  renderowl-monitoring:namespaces: {monitoring: observing}\n"
                        + "  renderowl-monitoring:cluster: {context: test}\n");

        assertThat(test("staging", "--receiver", "hook")).as(errors.toString()).isEqualTo(ExitCode.DONE);

        assertThat(Files.readString(folder.resolve("arguments")))
                .contains("port-forward --namespace=observing", "service/alertmanager :9093", "--context=test");
        assertThat(console.messages()).contains("Testing the receivers of staging: cluster test (https://127.0.0.1:1)");
        long process =
                Long.parseLong(Files.readString(folder.resolve("process")).strip());
        assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void aStackOnDockerHasItsOwnOnThisMachineAndNeverThatOfACluster() throws IOException {
        AlertmanagerServer server = start(stack(web.url("")));
        kubectl("touch " + folder.resolve("asked"));
        String port = server.address().substring(server.address().lastIndexOf(':') + 1);
        Files.writeString(
                folder.resolve("Pulumi.staging.yaml"),
                "config:\n  renderowl-monitoring:platform: docker\n  renderowl-monitoring:docker: {namePrefix: shop,"
                        + " alertmanagerPort: " + port + "}\n");

        assertThat(test()).isEqualTo(ExitCode.MISSING);
        assertThat(errors.toString()).contains("There is no Docker engine at unix://" + folder.resolve("engine"));
        try (ServerSocketChannel engine = engine("shop-alertmanager", "exited")) {
            assertThat(engine.isOpen()).isTrue();
            assertThat(test()).isEqualTo(ExitCode.MISSING);
        }
        assertThat(errors.toString()).contains("The container shop-alertmanager does not run at Docker at ");
        Files.delete(folder.resolve("engine"));
        try (ServerSocketChannel engine = engine("shop-alertmanager", "running")) {
            assertThat(engine.isOpen()).isTrue();
            assertThat(test("--receiver", "hook")).as(errors.toString()).isEqualTo(ExitCode.DONE);
        }
        assertThat(web.received("/hook")).isNotEmpty();
        assertThat(console.messages()).contains("Testing the receivers of staging: Docker at ", ", shop-alertmanager.");
        assertThat(folder.resolve("asked")).doesNotExist();
    }

    /** What answers every question with the list of one container. */
    private ServerSocketChannel engine(String container, String state) throws IOException {
        ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(folder.resolve("engine")));
        String answer = "HTTP/1.0 200 OK\r\nApi-Version: 1.41\r\n\r\n[{\"Names\":[\"/" + container + "\"],\"State\":\""
                + state + "\",\"Status\":\"\"}]";
        Thread thread = new Thread(
                () -> {
                    while (engine.isOpen()) {
                        try (SocketChannel connection = engine.accept()) {
                            connection.read(ByteBuffer.allocate(1 << 10));
                            connection.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                        } catch (IOException closed) {
                            return;
                        }
                    }
                },
                "engine");
        thread.setDaemon(true);
        thread.start();
        return engine;
    }

    @Test
    void whatKubectlSaysIsPassedOn() throws IOException {
        kubectl("echo 'Error from server (NotFound): services \"alertmanager\" not found' >&2; exit 1");

        assertThat(test()).isEqualTo(ExitCode.MISSING);

        assertThat(errors.toString())
                .contains("There is no way to Alertmanager: 'kubectl port-forward' says: Error from server (NotFound)");
    }

    @Test
    void aStackWithoutItsOwnAlertmanagerNeedsAUrl() throws IOException {
        Files.writeString(
                folder.resolve("Pulumi.staging.yaml"),
                "config:\n  renderowl-monitoring:alertmanager: {deploy: false}\n");

        assertThat(test()).isEqualTo(ExitCode.USAGE);

        assertThat(errors.toString()).contains("does not run an Alertmanager of its own", "--url");
    }

    private int test(String... arguments) {
        Workbench workbench = new Workbench(
                new Project(folder),
                Map.of(
                        "HOME",
                        folder.toString(),
                        "PATH",
                        folder + ":/usr/bin:/bin",
                        "DOCKER_HOST",
                        "unix://" + folder.resolve("engine"),
                        "KUBECONFIG",
                        folder.resolve("kubeconfig").toString()),
                console.console(),
                List.of());
        return MonitoringCommand.commandLine(workbench)
                .setOut(new PrintWriter(errors))
                .setErr(new PrintWriter(errors))
                .execute(Stream.concat(Stream.of("alert", "test"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /** A program of that name on the PATH, and a kubeconfig for it. */
    private void kubectl(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("kubectl"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.writeString(
                folder.resolve("kubeconfig"),
                """
                current-context: test
                contexts: [{name: test, context: {cluster: test}}]
                clusters: [{name: test, cluster: {server: "https://127.0.0.1:1"}}]
                """);
    }

    private AlertmanagerServer start(String configuration) {
        Map<String, String> secrets = new HashMap<>(SECRETS);
        secrets.put("chatUrl", web.url("/chat"));
        AlertmanagerServer server = AlertmanagerServer.start(configuration, secrets, AlertmanagerServer.FLAGS);
        started.add(server);
        return server;
    }

    /** A receiver of each kind; the webhook is at {@code hook}. */
    private String stack(String hook) {
        return configuration(
                """
                alertmanager:
                  receivers:
                    hook:
                      webhook: {url: "%s/hook", bearerTokenSecret: hookToken}
                      destination: {addresses: [127.0.0.1/32]}
                    chat:
                      slack: {urlSecret: chatUrl, channel: "#alerts", port: %s}
                      destination: {addresses: [127.0.0.1/32]}
                    pager:
                      pagerduty: {routingKeySecret: pagerKey, url: "%s"}
                      destination: {addresses: [127.0.0.1/32]}
                    mail:
                      email:
                        to: [on-call@example.com, team@example.com]
                        from: monitoring@example.com
                        server: %s
                        username: monitoring
                        passwordSecret: mailPassword
                        requireTls: false
                      destination: {addresses: [127.0.0.1/32]}
                  routes: {critical: pager, warning: chat, info: hook, default: mail}
                secrets: {hookToken: x, chatUrl: "%s", pagerKey: x, mailPassword: x}
                """
                        .formatted(
                                hook,
                                web.url("").replaceAll(".*:", ""),
                                web.url("/pager"),
                                mail.address(),
                                web.url("/chat")));
    }

    private static String configuration(String config) {
        return AlertmanagerConfiguration.of(TestStack.model(config).config()).toYaml();
    }
}
