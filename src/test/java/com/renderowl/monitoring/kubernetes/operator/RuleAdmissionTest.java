package com.renderowl.monitoring.kubernetes.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.ProgramRun.Registration;
import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.FreePorts;
import com.renderowl.monitoring.harness.ManagedProcess;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules before the real admission webhook of Prometheus Operator, which many clusters have. */
@Tag("operator")
@RequiresTools("admission-webhook")
class RuleAdmissionTest {

    private static final Duration READY = Duration.ofMinutes(1);

    private final TemporaryDirectory directory = TemporaryDirectory.create("admission");
    private final HttpClient client = HttpClient.newHttpClient();
    private final String address = "127.0.0.1:" + FreePorts.next();
    private final ManagedProcess webhook = ManagedProcess.start(
            "admission-webhook",
            Command.in(
                    directory.path(),
                    Tools.require("admission-webhook"),
                    "--web.enable-tls=false",
                    "--web.listen-address=" + address),
            directory.path().resolve("admission-webhook.log"));

    @BeforeEach
    void awaitReady() {
        webhook.await("it is ready", READY, () -> {
            try {
                return send(HttpRequest.newBuilder(uri("/healthz"))).contains("up");
            } catch (UncheckedIOException notYet) {
                return false;
            }
        });
    }

    @AfterEach
    void end() {
        webhook.close();
        directory.close();
    }

    @Test
    void everyRuleOfTheStackIsAdmitted() {
        List<Registration> rules = ProgramRun.of("platform: operator").ofKind("PrometheusRule");

        assertThat(rules).hasSizeGreaterThan(4).allSatisfy(rule -> {
            JsonObject answer = review(Map.of("groups", rule.at("spec.groups")));
            assertThat(answer.get("allowed").getAsBoolean())
                    .as(answer.toString())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'up =', expr",
        "'up == 0', 'not a duration'",
    })
    void aBrokenRuleIsRefused(String expression, String what) {
        Map<String, Object> rule =
                Map.of("alert", "Broken", "expr", expression, "for", what.equals("expr") ? "1m" : "one minute");

        JsonObject answer = review(Map.of("groups", List.of(Map.of("name", "broken", "rules", List.of(rule)))));

        assertThat(answer.get("allowed").getAsBoolean()).isFalse();
        assertThat(answer.getAsJsonObject("status").get("message").getAsString())
                .contains("Rules are not valid");
    }

    private JsonObject review(Map<String, Object> spec) {
        Map<String, Object> rule = Map.of(
                "apiVersion",
                "monitoring.coreos.com/v1",
                "kind",
                "PrometheusRule",
                "metadata",
                Map.of("name", "rules", "namespace", "monitoring"),
                "spec",
                spec);
        Map<String, Object> review = Map.of(
                "apiVersion",
                "admission.k8s.io/v1",
                "kind",
                "AdmissionReview",
                "request",
                Map.of(
                        "uid",
                        "87c5df7f-5090-11e9-b9b4-02425473f309",
                        "operation",
                        "CREATE",
                        "resource",
                        Map.of("group", "monitoring.coreos.com", "version", "v1", "resource", "prometheusrules"),
                        "object",
                        rule));
        String answer = send(HttpRequest.newBuilder(uri("/admission-prometheusrules/validate"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(new Gson().toJson(review))));
        return JsonParser.parseString(answer).getAsJsonObject().getAsJsonObject("response");
    }

    private URI uri(String path) {
        return URI.create("http://" + address + path);
    }

    private String send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking the webhook", e);
        }
    }
}
