package com.renderowl.monitoring.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.harness.RequiresTools;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real Prometheus with the arguments, files and probes that the Deployment gives it. */
@Tag("rules")
@RequiresTools({"prometheus", "promtool"})
class PrometheusPodTest {

    /** Seconds instead of the default quarter of a minute, so that nobody waits for a scrape. */
    private static final String OFTEN = "prometheus: {scrapeInterval: 1s, scrapeTimeout: 1s}\n";

    private static final String SCRAPE_USER = "prometheus-scrape:" + TestStack.SCRAPE_PASSWORD;
    private static final String READER = "reader:" + TestStack.READER_PASSWORD;

    @Test
    void defaultsRunAndKeepWhatTheConfigurationSays() {
        try (PrometheusPod pod = PrometheusPod.start(ProgramRun.of(TestStack.DEFAULTS), Map.of())) {
            assertThat(pod.api("status/runtimeinfo", "").at("storageRetention")).isEqualTo("15d or 10GiB");
            assertThat(pod.get("/-/healthy", "").statusCode()).isEqualTo(200);
            assertThat(pod.get("/-/reload", "").statusCode())
                    .as("no reload over HTTP")
                    .isNotEqualTo(200);
            assertThat(pod.log().toLowerCase(Locale.ROOT)).doesNotContain("deprecated");
            assertThat(pod.path("/prometheus/wal"))
                    .as("data in the mounted volume")
                    .isDirectory();
        }
    }

    @Test
    void pagesOfOtherSitesReadNothing() throws IOException, InterruptedException {
        try (PrometheusPod pod = PrometheusPod.start(ProgramRun.of(TestStack.DEFAULTS), Map.of())) {
            String own = "http://localhost:" + URI.create(pod.url()).getPort();
            assertThat(allowedOrigin(pod, "https://evil.example")).isEmpty();
            assertThat(allowedOrigin(pod, own + ".evil.example")).isEmpty();
            assertThat(allowedOrigin(pod, own)).hasValue(own);
        }
    }

    @Test
    void prometheusScrapesItself() {
        try (PrometheusPod pod = PrometheusPod.start(ProgramRun.of(OFTEN), Map.of())) {
            pod.waitUntil("its own target is up", () -> "up".equals(healthOfItself(pod, "")));
        }
    }

    @Test
    void changedConfigurationIsLoadedWithoutARestart() {
        ProgramRun changed = ProgramRun.of("prometheus: {retention: 3d, scrapeInterval: 20s}");
        try (PrometheusPod pod = PrometheusPod.start(ProgramRun.of(TestStack.DEFAULTS), Map.of())) {
            Object started = pod.api("status/runtimeinfo", "").at("startTime");
            long process = pod.processId();
            assertThat(loaded(pod)).contains("scrape_interval: 15s");

            pod.files().write(changed);

            pod.waitUntil("the new interval is loaded", () -> loaded(pod).contains("scrape_interval: 20s"));
            Document runtime = pod.api("status/runtimeinfo", "");
            assertThat(runtime.at("storageRetention")).isEqualTo("3d or 10GiB");
            assertThat(runtime.at("startTime")).isEqualTo(started);
            assertThat(pod.processId()).isEqualTo(process);
        }
    }

    @Test
    void brokenConfigurationLeavesTheLastGoodOneInForce() {
        try (PrometheusPod pod = PrometheusPod.start(ProgramRun.of(TestStack.DEFAULTS), Map.of())) {
            String good = loaded(pod);
            assertThat(pod.metric("prometheus_config_last_reload_successful")).isEqualTo("1");

            pod.files().write(pod.path("/etc/prometheus/config"), Map.of("prometheus.yml", "scrape_configs: broken"));

            pod.waitUntil("the reload fails", () -> pod.metric("prometheus_config_last_reload_successful")
                    .equals("0"));
            assertThat(loaded(pod)).isEqualTo(good);
            assertThat(pod.isReady()).isTrue();

            pod.files().write(ProgramRun.of(TestStack.DEFAULTS));

            pod.waitUntil("the reload succeeds", () -> pod.metric("prometheus_config_last_reload_successful")
                    .equals("1"));
        }
    }

    @Test
    void behindBasicAuthPeopleLogInAndProbesAndSelfScrapeWork() {
        try (PrometheusPod pod = PrometheusPod.start(ProgramRun.of(OFTEN + TestStack.BASIC_AUTH), Map.of())) {
            assertThat(pod.get("/api/v1/query?query=up", "").statusCode()).isEqualTo(401);
            assertThat(pod.get("/-/ready", "").statusCode()).isEqualTo(401);
            assertThat(pod.get("/api/v1/query?query=up", "reader:wrong").statusCode())
                    .isEqualTo(401);
            assertThat(pod.get("/api/v1/query?query=up", READER).statusCode()).isEqualTo(200);
            assertThat(pod.probe().succeeded()).isTrue();
            pod.waitUntil("its own target is up", () -> "up".equals(healthOfItself(pod, SCRAPE_USER)));
            assertThat(pod.log()).doesNotContain(TestStack.SCRAPE_PASSWORD, TestStack.READER_PASSWORD);
        }
    }

    @Test
    void changedPasswordsHoldWithoutARestart() {
        ProgramRun changed =
                ProgramRun.of(OFTEN + TestStack.BASIC_AUTH.replace("planted-scrape", "planted-other-scrape"));
        try (PrometheusPod pod = PrometheusPod.start(ProgramRun.of(OFTEN + TestStack.BASIC_AUTH), Map.of())) {
            long process = pod.processId();

            pod.files().write(changed);

            assertThat(pod.get("/-/ready", SCRAPE_USER).statusCode()).isEqualTo(401);
            assertThat(pod.probe().succeeded()).isTrue();
            String user = "prometheus-scrape:planted-other-scrape-password";
            pod.waitUntil("its own target is up", () -> "up".equals(healthOfItself(pod, user)));
            assertThat(pod.processId()).isEqualTo(process);
        }
    }

    @Test
    void probeThatCanNotLogInFails() {
        try (PrometheusPod pod = PrometheusPod.start(ProgramRun.of(TestStack.BASIC_AUTH), Map.of())) {
            pod.files().delete("/etc/prometheus/web/scrape-password");

            assertThat(pod.probe().succeeded()).isFalse();
        }
    }

    @Test
    void behindItsOwnTlsPrometheusChecksItsCertificate() {
        Map<String, Map<String, String>> certificate =
                Map.of("prometheus-tls", Certificates.secretFor("prometheus.monitoring.svc"));
        ProgramRun run = ProgramRun.of(OFTEN + TestStack.BASIC_AUTH + TestStack.NATIVE_TLS);
        try (PrometheusPod pod = PrometheusPod.start(run, certificate)) {
            assertThat(pod.get("/-/ready", "").statusCode())
                    .as("plain HTTP is turned away")
                    .isEqualTo(400);
            pod.waitUntil("its own target is up", () -> pod.promtool(
                            "query",
                            "instant",
                            "--http.config.file=/etc/prometheus/web/probe.yml",
                            "https://localhost:9090",
                            "up{job=\"prometheus\"}")
                    .requireOutput()
                    .contains("=> 1 @"));

            pod.files().write(pod.path("/etc/prometheus/tls"), Certificates.secretFor("somebody-else.example.com"));

            assertThat(pod.probe().succeeded())
                    .as("the probe with a certificate of another name")
                    .isFalse();
        }
    }

    /** Which site's pages a browser would let read the answer. */
    private static Optional<String> allowedOrigin(PrometheusPod pod, String origin)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(pod.url() + "/api/v1/query?query=up"))
                .header("Origin", origin)
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .headers()
                .firstValue("Access-Control-Allow-Origin");
    }

    private static String loaded(PrometheusPod pod) {
        return pod.api("status/config", "").text("yaml");
    }

    private static Object healthOfItself(PrometheusPod pod, String credentials) {
        return pod.api("targets?state=active&scrapePool=prometheus", credentials)
                .at("activeTargets[0].health");
    }
}
