package com.renderowl.monitoring.model;

import com.renderowl.monitoring.config.GrafanaConfig;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.TlsConfig;
import com.renderowl.monitoring.dashboards.DashboardSubject;
import com.renderowl.monitoring.units.ByteQuantity;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the workload of Grafana. All that it shows comes from files, so in a cluster its database is a scratch file: what
 * people save in its user interface goes with the pod.
 */
public final class GrafanaWorkload {

    /** The name of the workload and its Service. */
    public static final String NAME = "grafana";

    /** The ConfigMap that says where the dashboards are. */
    public static final String CONFIG_MAP = "grafana-config";

    /** The ConfigMap, or with basic authentication the Secret, with the data source. */
    public static final String DATA_SOURCE = "grafana-datasource";

    /** The key of the password in the Secret with the administrator's password. */
    public static final String ADMIN_PASSWORD_KEY = "admin-password";

    /** The key of the certificate of whoever signed Prometheus' certificate, in the Secret with that certificate. */
    public static final String AUTHORITY_KEY = "ca.crt";

    private static final String OWN_ADMIN_SECRET = "grafana-admin";

    private static final Port PORT = Port.tcp("web", 3000);

    private static final int PERIOD_SECONDS = 10;

    /** Its first start builds a database, which takes a minute where the processor is slow. */
    private static final int STARTUP_TRIES = 30;

    private GrafanaWorkload() {}

    /** The ConfigMap of a dashboard. */
    public static String dashboardConfigMap(DashboardSubject subject) {
        return NAME + "-dashboard-" + subject.id();
    }

    /** The Secret with the administrator's password. */
    public static String adminSecret(StackConfig config) {
        String elsewhere = config.grafana().adminSecretName();
        return elsewhere == null ? OWN_ADMIN_SECRET : elsewhere;
    }

    static Workload build(StackConfig config, List<DashboardSubject> dashboards) {
        GrafanaConfig grafana = config.grafana();
        return new Workload(
                WorkloadKind.SINGLE_STATELESS,
                config.namespaces().monitoring(),
                new Labels(NAME, "dashboards", config.stack(), grafana.image().version()),
                grafana.image(),
                List.of(),
                environment(),
                PORT,
                probes(),
                mounts(config, dashboards),
                grafana.resources(),
                SecurityProfile.restricted(SecurityProfile.GRAFANA),
                false,
                30);
    }

    /**
     * Nobody but who is told the password gets in, and nothing is fetched from outside or told to it: the network policy
     * allows neither. Without the setting for plugins, Grafana updates itself at every start, and fails at it.
     *
     * @see <a href="https://grafana.com/docs/grafana/v13.1/setup-grafana/configure-grafana/">Configure Grafana</a>
     */
    private static List<EnvironmentVariable> environment() {
        return List.of(
                new EnvironmentVariable.Plain(
                        "GF_SECURITY_ADMIN_PASSWORD",
                        "$__file{" + Paths.GRAFANA_ADMIN + "/" + ADMIN_PASSWORD_KEY + "}"),
                new EnvironmentVariable.Plain("GF_SECURITY_DISABLE_GRAVATAR", "true"),
                new EnvironmentVariable.Plain("GF_USERS_ALLOW_SIGN_UP", "false"),
                new EnvironmentVariable.Plain("GF_ANALYTICS_REPORTING_ENABLED", "false"),
                new EnvironmentVariable.Plain("GF_ANALYTICS_CHECK_FOR_UPDATES", "false"),
                new EnvironmentVariable.Plain("GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES", "false"),
                new EnvironmentVariable.Plain("GF_NEWS_NEWS_FEED_ENABLED", "false"),
                new EnvironmentVariable.Plain("GF_PLUGINS_PREINSTALL_DISABLED", "true"),
                new EnvironmentVariable.Plain("GF_SNAPSHOTS_EXTERNAL_ENABLED", "false"),
                new EnvironmentVariable.Plain(
                        "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH",
                        Paths.GRAFANA_DASHBOARDS + "/" + DashboardSubject.OVERVIEW.uid() + ".json"));
    }

    private static Probes probes() {
        String path = "/api/health";
        return new Probes(
                Probe.httpGet(path, PORT.number(), PERIOD_SECONDS, STARTUP_TRIES),
                Probe.httpGet(path, PORT.number(), PERIOD_SECONDS, 3),
                // The health page asks the database; a restart would only lose time over it.
                Probe.tcpSocket(PORT.number(), PERIOD_SECONDS, 6));
    }

    private static List<Mount> mounts(StackConfig config, List<DashboardSubject> dashboards) {
        List<Mount> mounts = new ArrayList<>();
        mounts.add(new Mount(
                "config", Paths.GRAFANA_PROVISIONING + "/dashboards", new Mount.Source.ConfigFiles(CONFIG_MAP)));
        mounts.add(new Mount(
                "datasource",
                Paths.GRAFANA_PROVISIONING + "/datasources",
                config.basicAuth().enabled()
                        ? new Mount.Source.SecretFiles(DATA_SOURCE)
                        : new Mount.Source.ConfigFiles(DATA_SOURCE)));
        mounts.add(new Mount(
                "dashboards",
                Paths.GRAFANA_DASHBOARDS,
                new Mount.Source.MergedConfigFiles(dashboards.stream()
                        .map(GrafanaWorkload::dashboardConfigMap)
                        .toList())));
        mounts.add(new Mount(
                "admin", Paths.GRAFANA_ADMIN, new Mount.Source.SecretFile(adminSecret(config), ADMIN_PASSWORD_KEY)));
        if (config.tls() instanceof TlsConfig.Native tls) {
            mounts.add(new Mount(
                    "authority",
                    Paths.GRAFANA_AUTHORITY,
                    new Mount.Source.SecretFile(tls.secretName(), AUTHORITY_KEY)));
        }
        mounts.add(new Mount("data", Paths.GRAFANA_DATA, data(config)));
        // Plugins, the Prometheus one included, talk to Grafana through sockets there.
        mounts.add(new Mount("scratch", "/tmp", new Mount.Source.Scratch(ByteQuantity.parse("64Mi"))));
        return mounts;
    }

    private static Mount.Source data(StackConfig config) {
        return switch (config.platform()) {
            case KUBERNETES, OPERATOR -> new Mount.Source.Scratch(ByteQuantity.parse("512Mi"));
            // The one user of a machine's own Grafana keeps what they save there.
            case DOCKER -> new Mount.Source.Data(NAME + "-data");
        };
    }
}
