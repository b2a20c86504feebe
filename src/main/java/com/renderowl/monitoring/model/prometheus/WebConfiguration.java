package com.renderowl.monitoring.model.prometheus;

import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.TlsConfig;
import com.renderowl.monitoring.model.Paths;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that put authentication and TLS in front of Prometheus and let its probe through.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/https/">Prometheus: web configuration</a>
 */
public final class WebConfiguration {

    private WebConfiguration() {}

    /**
     * The text of {@code web.yml}.
     *
     * @param config the stack's configuration
     * @param hashes user to bcrypt hash; empty when nobody logs in
     */
    public static String serverYaml(StackConfig config, Map<String, String> hashes) {
        boolean encrypts = config.tls() instanceof TlsConfig.Native;
        return Yaml.write(Yaml.map(
                "tls_server_config",
                encrypts ? Yaml.map("cert_file", Paths.TLS + "/tls.crt", "key_file", Paths.TLS + "/tls.key") : null,
                "basic_auth_users",
                hashes.isEmpty() ? null : new TreeMap<>(hashes)));
    }

    /** The text of the file with which the readiness probe logs in and checks the certificate; it holds no password. */
    public static String probeYaml(StackConfig config) {
        String username = config.basicAuth().enabled() ? config.basicAuth().scrapeUser() : null;
        String serverName = config.tls() instanceof TlsConfig.Native tls ? tls.serverName() : null;
        return Yaml.write(Yaml.map(
                "basic_auth", ScrapeJob.basicAuth(username),
                "tls_config", ScrapeJob.tls(serverName)));
    }
}
