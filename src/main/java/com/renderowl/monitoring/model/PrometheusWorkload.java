package com.renderowl.monitoring.model;

import com.renderowl.monitoring.config.Platform;
import com.renderowl.monitoring.config.PrometheusConfig;
import com.renderowl.monitoring.config.RemoteWriteConfig;
import com.renderowl.monitoring.config.RemoteWriteTls;
import com.renderowl.monitoring.config.ReservedJobs;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.TlsConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Builds the workload of Prometheus itself. */
public final class PrometheusWorkload {

    /** The name of the workload and its Service. */
    public static final String NAME = ReservedJobs.PROMETHEUS;

    /** The ConfigMap with {@code prometheus.yml}. */
    public static final String CONFIG_MAP = "prometheus-config";

    /** The ConfigMap with the alert rules. */
    public static final String RULES_CONFIG_MAP = "prometheus-rules";

    /** The Secret with the web configuration, the probe's and the scrape user's. */
    public static final String WEB_SECRET = "prometheus-web";

    /** The Secret with the credentials for remote write. */
    public static final String REMOTE_WRITE_SECRET = "prometheus-remote-write";

    /** The claim for the samples. */
    public static final String CLAIM = "prometheus-data";

    /** The port that users know. */
    public static final Port PORT = Port.tcp("web", 9090);

    /** The port on which a Thanos sidecar answers for the samples of its Prometheus. */
    public static final Port STORE = Port.tcp("grpc", 10901);

    /** Replaying the write-ahead log after a crash takes minutes; until then Prometheus is starting, not broken. */
    private static final int STARTUP_TRIES = 60;

    private static final int PERIOD_SECONDS = 15;

    /** The flag with the web pages that may read from Prometheus; without it every page of every site may. */
    public static final String CORS_ORIGIN = "web.cors.origin";

    private PrometheusWorkload() {}

    static Workload build(StackConfig config) {
        PrometheusConfig prometheus = config.prometheus();
        return new Workload(
                WorkloadKind.SINGLE_WITH_VOLUME,
                config.namespaces().monitoring(),
                new Labels(
                        NAME, "monitoring", config.stack(), prometheus.image().version()),
                prometheus.image(),
                arguments(config),
                List.of(),
                PORT,
                probes(config),
                mounts(config),
                prometheus.resources(),
                SecurityProfile.restricted(SecurityProfile.PROMETHEUS),
                true,
                // Prometheus writes its head to disk when it is told to stop.
                300);
    }

    /** Whether Prometheus reads a web configuration file, because it asks for passwords or speaks TLS. */
    public static boolean hasWebConfiguration(StackConfig config) {
        return config.basicAuth().enabled() || config.tls() instanceof TlsConfig.Native;
    }

    /**
     * The origin of Prometheus' own pages, as the regular expression that {@link #CORS_ORIGIN} takes. Prometheus anchors it.
     *
     * @see <a href="https://prometheus.io/docs/prometheus/latest/command-line/prometheus/">prometheus: flags</a>
     */
    public static String origin(StackConfig config) {
        String origin;
        if (config.tls() instanceof TlsConfig.Ingress ingress) {
            origin = "https://" + ingress.host();
        } else {
            int port = config.platform() == Platform.DOCKER ? config.docker().prometheusPort() : PORT.number();
            origin = (config.tls() instanceof TlsConfig.Native ? "https" : "http") + "://localhost:" + port;
        }
        return origin.replace(".", "\\.");
    }

    private static List<String> arguments(StackConfig config) {
        List<String> arguments = new ArrayList<>(List.of(
                "--config.file=" + Paths.PROMETHEUS_YML,
                "--config.auto-reload",
                "--config.auto-reload-interval=15s",
                "--storage.tsdb.path=" + Paths.DATA,
                "--web.listen-address=:" + PORT.number(),
                "--" + CORS_ORIGIN + "=" + origin(config),
                "--log.level=" + config.prometheus().logLevel()));
        if (hasWebConfiguration(config)) {
            arguments.add("--web.config.file=" + Paths.WEB_YML);
        }
        if (config.tls() instanceof TlsConfig.Ingress ingress) {
            arguments.add("--web.external-url=https://" + ingress.host() + "/");
        }
        return arguments;
    }

    /**
     * An HTTP probe can neither log in without showing a password in the manifest nor check a certificate; then the
     * container probes itself.
     */
    private static Probes probes(StackConfig config) {
        if (!hasWebConfiguration(config)) {
            return new Probes(
                    Probe.httpGet("/-/ready", PORT.number(), PERIOD_SECONDS, STARTUP_TRIES),
                    Probe.httpGet("/-/ready", PORT.number(), PERIOD_SECONDS, 3),
                    Probe.httpGet("/-/healthy", PORT.number(), PERIOD_SECONDS, 6));
        }
        String scheme = config.tls() instanceof TlsConfig.Native ? "https" : "http";
        List<String> ready = List.of(
                "promtool",
                "check",
                "ready",
                "--http.config.file=" + Paths.PROBE_YML,
                "--url=" + scheme + "://localhost:" + PORT.number());
        return new Probes(
                Probe.execute(ready, PERIOD_SECONDS, STARTUP_TRIES),
                Probe.execute(ready, PERIOD_SECONDS, 3),
                Probe.tcpSocket(PORT.number(), PERIOD_SECONDS, 6));
    }

    private static List<Mount> mounts(StackConfig config) {
        List<Mount> mounts = new ArrayList<>();
        mounts.add(new Mount("config", Paths.CONFIG, new Mount.Source.ConfigFiles(CONFIG_MAP)));
        mounts.add(new Mount("rules", Paths.RULES, new Mount.Source.ConfigFiles(RULES_CONFIG_MAP)));
        mounts.add(new Mount("data", Paths.DATA, new Mount.Source.Data(CLAIM)));
        if (hasWebConfiguration(config)) {
            mounts.add(new Mount("web", Paths.WEB, new Mount.Source.SecretFiles(WEB_SECRET)));
        }
        if (config.tls() instanceof TlsConfig.Native tls) {
            mounts.add(new Mount("tls", Paths.TLS, new Mount.Source.SecretFiles(tls.secretName())));
        }
        if (StackModel.remoteWriteNeedsCredentials(config)) {
            mounts.add(
                    new Mount("remote-write", Paths.REMOTE_WRITE, new Mount.Source.SecretFiles(REMOTE_WRITE_SECRET)));
        }
        List<Mount.SelectedFile> certificates = config.prometheus().remoteWrites().stream()
                .flatMap(PrometheusWorkload::certificates)
                .toList();
        if (!certificates.isEmpty()) {
            mounts.add(new Mount(
                    "remote-write-tls", Paths.REMOTE_WRITE_TLS, new Mount.Source.SelectedFiles(certificates)));
        }
        return mounts;
    }

    private static Stream<Mount.SelectedFile> certificates(RemoteWriteConfig remoteWrite) {
        RemoteWriteTls tls = remoteWrite.tls();
        Stream.Builder<Mount.SelectedFile> files = Stream.builder();
        if (tls.caSecretName() != null) {
            files.add(new Mount.SelectedFile(
                    true, tls.caSecretName(), tls.caKey(), remoteWrite.name() + "/" + Paths.AUTHORITY_FILE));
        } else if (tls.caConfigMapName() != null) {
            files.add(new Mount.SelectedFile(
                    false, tls.caConfigMapName(), tls.caKey(), remoteWrite.name() + "/" + Paths.AUTHORITY_FILE));
        }
        if (tls.certificateSecretName() != null) {
            for (String key : List.of(RemoteWriteTls.CERTIFICATE_KEY, RemoteWriteTls.PRIVATE_KEY)) {
                files.add(
                        new Mount.SelectedFile(true, tls.certificateSecretName(), key, remoteWrite.name() + "/" + key));
            }
        }
        return files.build();
    }
}
