package com.renderowl.monitoring.model;

/** Where the containers of the stack see their files. */
public final class Paths {

    /** The directory of {@code prometheus.yml}. */
    public static final String CONFIG = "/etc/prometheus/config";

    /** The directory of the alert rules. */
    public static final String RULES = "/etc/prometheus/rules";

    /** The directory of the web configuration and of what goes with it. */
    public static final String WEB = "/etc/prometheus/web";

    /** The directory of the certificate with which Prometheus serves. */
    public static final String TLS = "/etc/prometheus/tls";

    /** The directory of the credentials for remote write. */
    public static final String REMOTE_WRITE = "/etc/prometheus/remote-write";

    /** The directory of the certificates for remote write, with a directory for each by its name. */
    public static final String REMOTE_WRITE_TLS = "/etc/prometheus/remote-write-tls";

    /** The file with the certificate of an authority, in the directory of a remote write's certificates. */
    public static final String AUTHORITY_FILE = "authority.crt";

    /** The file with the configuration. */
    public static final String PROMETHEUS_YML = CONFIG + "/prometheus.yml";

    /** The file that turns on authentication and TLS of the server. */
    public static final String WEB_YML = WEB + "/web.yml";

    /** The file with which the readiness probe logs in. */
    public static final String PROBE_YML = WEB + "/probe.yml";

    /** The file with the password of the scrape user. */
    public static final String SCRAPE_PASSWORD = WEB + "/scrape-password";

    /** The directory of the samples. */
    public static final String DATA = "/prometheus";

    /** The directory of {@code alertmanager.yml}. */
    public static final String ALERTMANAGER_CONFIG = "/etc/alertmanager/config";

    /** The file with Alertmanager's configuration. */
    public static final String ALERTMANAGER_YML = ALERTMANAGER_CONFIG + "/alertmanager.yml";

    /** The directory of what Alertmanager needs to reach its receivers, a file for each secret by its name. */
    public static final String ALERTMANAGER_SECRETS = "/etc/alertmanager/secrets";

    /** The directory of Secrets that others make for Alertmanager, a directory for each by its name. */
    public static final String ALERTMANAGER_EXISTING_SECRETS = "/etc/alertmanager/existing-secrets";

    /** The directory of silences and of the log of notifications. */
    public static final String ALERTMANAGER_DATA = "/alertmanager";

    /** The directories below which Grafana looks for data sources and for what provides dashboards. */
    public static final String GRAFANA_PROVISIONING = "/etc/grafana/provisioning";

    /** The directory of Grafana's dashboards. */
    public static final String GRAFANA_DASHBOARDS = "/etc/grafana/dashboards";

    /** The directory of the password of Grafana's user admin. */
    public static final String GRAFANA_ADMIN = "/etc/grafana/admin";

    /** The directory of the certificate of whoever signed Prometheus' certificate. */
    public static final String GRAFANA_AUTHORITY = "/etc/grafana/authority";

    /** The directory of Grafana's database. */
    public static final String GRAFANA_DATA = "/var/lib/grafana";

    private Paths() {}
}
