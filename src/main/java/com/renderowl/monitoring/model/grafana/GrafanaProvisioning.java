package com.renderowl.monitoring.model.grafana;

import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.TlsConfig;
import com.renderowl.monitoring.model.GrafanaWorkload;
import com.renderowl.monitoring.model.Paths;
import com.renderowl.monitoring.model.ServiceAddress;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.prometheus.Yaml;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Renders Grafana's provisioning files.
 *
 * @see <a href="https://grafana.com/docs/grafana/v13.1/administration/provisioning/">Provision Grafana</a>
 */
public final class GrafanaProvisioning {

    /** The file with the data source. Sidecars put the files of everybody into one directory, so the name is our own. */
    public static final String DATA_SOURCE_FILE = "renderowl-prometheus.yaml";

    /** The file that says where the dashboards are. */
    public static final String DASHBOARDS_FILE = "renderowl-dashboards.yaml";

    private GrafanaProvisioning() {}

    /**
     * Where the dashboards are. Grafana looks there for changes, so that none needs a restart.
     *
     * @param folder the folder in which they are shown
     */
    public static String dashboards(String folder) {
        return Yaml.write(Yaml.map(
                "apiVersion",
                1,
                "providers",
                List.of(Yaml.map(
                        "name",
                        "renderowl",
                        "type",
                        "file",
                        "folder",
                        folder,
                        "disableDeletion",
                        false,
                        "allowUiUpdates",
                        false,
                        "updateIntervalSeconds",
                        30,
                        "options",
                        Map.of("path", Paths.GRAFANA_DASHBOARDS)))));
    }

    /**
     * How to reach Prometheus. A Grafana of the stack's own trusts whoever the Secret with Prometheus' certificate names;
     * another one has no such file, and trusts whom its image does.
     *
     * @param password the scrape user's password, or null where none is asked for; the text is then a secret too
     */
    public static String dataSource(StackModel stack, @Nullable String password) {
        StackConfig config = stack.config();
        boolean isOurs = stack.grafana() != null;
        boolean trustsAuthority = isOurs && config.tls() instanceof TlsConfig.Native;
        String authority = "$__file{" + Paths.GRAFANA_AUTHORITY + "/" + GrafanaWorkload.AUTHORITY_KEY + "}";
        return Yaml.write(Yaml.map(
                "apiVersion",
                1,
                "datasources",
                List.of(Yaml.map(
                        "name",
                        "Renderowl Prometheus",
                        "uid",
                        "renderowl-prometheus",
                        "type",
                        "prometheus",
                        "access",
                        "proxy",
                        "url",
                        url(stack),
                        // Another Grafana has a default already, and refuses to start with two.
                        "isDefault",
                        isOurs,
                        "editable",
                        false,
                        "basicAuth",
                        password == null ? null : true,
                        "basicAuthUser",
                        password == null ? null : escaped(config.basicAuth().scrapeUser()),
                        "jsonData",
                        Yaml.map(
                                "httpMethod",
                                "POST",
                                "timeInterval",
                                config.prometheus().scrapeInterval().toString(),
                                "tlsAuthWithCACert",
                                trustsAuthority ? true : null,
                                "serverName",
                                config.tls() instanceof TlsConfig.Native tls ? tls.serverName() : null),
                        "secureJsonData",
                        password == null && !trustsAuthority
                                ? null
                                : Yaml.map(
                                        "basicAuthPassword", password == null ? null : escaped(password),
                                        "tlsCACert", trustsAuthority ? authority : null)))));
    }

    private static String url(StackModel stack) {
        String scheme = stack.config().tls() instanceof TlsConfig.Native ? "https" : "http";
        ServiceAddress prometheus = stack.prometheusAddress();
        String host =
                switch (stack.config().platform()) {
                    case KUBERNETES, OPERATOR -> prometheus.hostAndPort();
                    case DOCKER -> prometheus.name() + ":" + prometheus.port();
                };
        return scheme + "://" + host;
    }

    /**
     * Grafana expands variables in every text, also in what it has read from a file that a text refers to; that is why a
     * password stands here itself, where its dollar signs can be doubled.
     *
     * @see <a href="https://github.com/grafana/grafana/blob/main/pkg/services/provisioning/values/values.go">values.go</a>
     */
    private static String escaped(String text) {
        return text.replace("$", "$$");
    }
}
