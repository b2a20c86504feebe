package com.renderowl.monitoring.model.prometheus;

import com.renderowl.monitoring.config.BasicAuthConfig;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.TlsConfig;
import com.renderowl.monitoring.model.Paths;
import com.renderowl.monitoring.model.ScrapeTarget;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job that scrapes targets of one kind.
 *
 * @param target what it scrapes
 * @param username the user as which it logs in, or null
 * @param serverName the name that the targets' certificate must have, or null
 */
record ScrapeJob(ScrapeTarget target, @Nullable String username, @Nullable String serverName) {

    static ScrapeJob of(ScrapeTarget target, StackConfig config) {
        BasicAuthConfig basicAuth = config.basicAuth();
        String username = target.isPrometheus() && basicAuth.enabled() ? basicAuth.scrapeUser() : null;
        String serverName =
                target.isPrometheus() && config.tls() instanceof TlsConfig.Native tls ? tls.serverName() : null;
        return new ScrapeJob(target, username, serverName);
    }

    Map<String, Object> toYaml() {
        DiscoveryConfiguration discovery =
                new DiscoveryConfiguration(target.discovery(), target.port(), target.instanceIsNode());
        List<Map<String, Object>> relabelings =
                discovery.relabelings().stream().map(Relabeling::toYaml).toList();
        Map<String, Object> job = Yaml.map(
                "job_name", target.job(),
                "scrape_interval",
                        target.interval() == null ? null : target.interval().toString(),
                "metrics_path", target.path(),
                "scheme", target.scheme(),
                "basic_auth", basicAuth(username),
                "tls_config", tls(serverName));
        job.putAll(discovery.toYaml());
        if (!relabelings.isEmpty()) {
            job.put("relabel_configs", relabelings);
        }
        return job;
    }

    static @Nullable Map<String, Object> basicAuth(@Nullable String username) {
        return username == null ? null : Yaml.map("username", username, "password_file", Paths.SCRAPE_PASSWORD);
    }

    static @Nullable Map<String, Object> tls(@Nullable String serverName) {
        return serverName == null ? null : Yaml.map("ca_file", Paths.TLS + "/ca.crt", "server_name", serverName);
    }
}
