package com.renderowl.monitoring.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.ThanosServers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A real Prometheus, with the files of its pod on the platform kubernetes, writes to a real Thanos that checks who it is. */
@Tag("operator")
@RequiresTools({"prometheus", ThanosServers.PROGRAM})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteWriteToThanosTest {

    private static final String SERVER = "receive.example.com";

    private final Map<String, String> client = Certificates.secretFor("prometheus");
    private final Map<String, String> server = Certificates.secretFor(SERVER);
    private final Map<String, Map<String, String>> ofOthers = Map.of(
            "receive-authority", Map.of("authority.pem", server.get("ca.crt")),
            "other-authority", Map.of("ca.crt", client.get("ca.crt")),
            "writer", client);
    private ThanosServers thanos;

    @BeforeAll
    void start() {
        thanos = ThanosServers.start(server, client.get("ca.crt"));
    }

    @AfterAll
    void end() {
        if (thanos != null) {
            thanos.close();
        }
    }

    @Test
    void whatIsWrittenIsReadBackUnderItsTenant() {
        String config = config(
                "renderowl",
                """
                tls: {caConfigMapName: receive-authority, caKey: authority.pem, certificateSecretName: writer,
                      serverName: receive.example.com}
                dropMetrics: go_.*
                dropLabels: [goversion, branch]
                """);
        try (PrometheusPod prometheus = PrometheusPod.start(ProgramRun.of(config), ofOthers)) {
            prometheus.waitUntil("Thanos has a sample of this Prometheus", () -> !thanos.query(
                            "prometheus_build_info{tenant_id='renderowl'}")
                    .isEmpty());

            JsonObject sample = thanos.query("prometheus_build_info{tenant_id='renderowl'}")
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonObject("metric");
            assertThat(sample.keySet()).contains("version", "goarch").doesNotContain("goversion", "branch");
            assertThat(sample.get("environment").getAsString()).isEqualTo("remote");
            assertThat(sample.get("job").getAsString()).isEqualTo("prometheus");
            assertThat(prometheus.api("query?query=go_goroutines", "").list("result"))
                    .isNotEmpty();
            assertThat(thanos.query("go_goroutines")).as("what is dropped").isEmpty();
        }
    }

    @Test
    void aServerOfAnotherAuthorityGetsNothing() {
        nothingArrives(
                "strange-server",
                "tls: {caSecretName: other-authority, certificateSecretName: writer, serverName: receive.example.com}",
                "certificate signed by unknown authority");
    }

    @Test
    void aServerOfAnotherNameGetsNothing() {
        nothingArrives(
                "strange-name",
                "tls: {caConfigMapName: receive-authority, caKey: authority.pem, certificateSecretName: writer}",
                "certificate for 127.0.0.1");
    }

    @Test
    void withoutItsCertificatePrometheusIsTurnedAway() {
        nothingArrives(
                "no-certificate",
                "tls: {caConfigMapName: receive-authority, caKey: authority.pem, serverName: receive.example.com}",
                "certificate required");
    }

    private void nothingArrives(String tenant, String tls, String reason) {
        try (PrometheusPod prometheus = PrometheusPod.start(ProgramRun.of(config(tenant, tls)), ofOthers)) {
            prometheus.waitUntil(
                    "Prometheus says why it can not send",
                    () -> prometheus.log().contains(reason));

            assertThat(thanos.query("{tenant_id='" + tenant + "'}")).isEmpty();
        }
    }

    private String config(String tenant, String more) {
        return """
                prometheus:
                  scrapeInterval: 1s
                  externalLabels: {environment: remote}
                  remoteWrite:
                    - name: central
                      url: %s
                      headers: {THANOS-TENANT: %s}
                      queue: {batchSendDeadline: 1s}
                      addresses: [127.0.0.1/32]
                %s"""
                .formatted(thanos.receiverUrl(), tenant, more.indent(6));
    }
}
