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

    /** {@code prometheus_remote_storage_samples_retried_total > 0}. */
    private static final String FAILING = "prometheus_remote_storage_samples_retried_total%3E0";

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
        String remoteWrite = remoteWrite(
                "central",
                "renderowl",
                """
                tls: {caConfigMapName: receive-authority, caKey: authority.pem, certificateSecretName: writer,
                      serverName: receive.example.com}
                dropMetrics: go_.*
                dropLabels: [goversion, branch]
                """);
        try (PrometheusPod prometheus = PrometheusPod.start(ProgramRun.of(config(remoteWrite)), ofOthers)) {
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
            assertThat(thanos.query("go_goroutines{tenant_id='renderowl'}"))
                    .as("what is dropped")
                    .isEmpty();
        }
    }

    /**
     * All in one Prometheus, which takes a while to give up what it could not send when it is told to end. Why it can not
     * send is not asked: of many failures it logs one.
     */
    @Test
    void nothingArrivesWhereOneSideDoesNotTrustTheOther() {
        String remoteWrites = remoteWrite(
                        "trusted",
                        "tls-trusted",
                        "tls: {caConfigMapName: receive-authority, caKey: authority.pem, certificateSecretName: writer,"
                                + " serverName: receive.example.com}")
                + remoteWrite(
                        "strange-authority",
                        "tls-strange-authority",
                        "tls: {caSecretName: other-authority, certificateSecretName: writer, serverName: receive.example.com}")
                + remoteWrite(
                        "strange-name",
                        "tls-strange-name",
                        "tls: {caConfigMapName: receive-authority, caKey: authority.pem, certificateSecretName: writer}")
                + remoteWrite(
                        "without-certificate",
                        "tls-without-certificate",
                        "tls: {caConfigMapName: receive-authority, caKey: authority.pem, serverName: receive.example.com}");

        try (PrometheusPod prometheus = PrometheusPod.start(ProgramRun.of(config(remoteWrites)), ofOthers)) {
            prometheus.waitUntil(
                    "the three others have tried, and failed",
                    () -> prometheus
                                    .api("query?query=" + FAILING, "")
                                    .list("result")
                                    .size()
                            == 3);
            prometheus.waitUntil("the trusted one has arrived", () -> !thanos.query("up{tenant_id='tls-trusted'}")
                    .isEmpty());

            assertThat(thanos.query("{tenant_id=~'tls-.*',tenant_id!='tls-trusted'}"))
                    .isEmpty();
        }
    }

    private String config(String remoteWrites) {
        return """
                prometheus:
                  scrapeInterval: 1s
                  externalLabels: {environment: remote}
                  remoteWrite:
                """
                + remoteWrites;
    }

    private String remoteWrite(String name, String tenant, String more) {
        return """
                    - name: %s
                      url: %s
                      headers: {THANOS-TENANT: %s}
                      queue: {batchSendDeadline: 1s}
                      addresses: [127.0.0.1/32]
                %s"""
                .formatted(name, thanos.receiverUrl(), tenant, more.indent(6));
    }
}
