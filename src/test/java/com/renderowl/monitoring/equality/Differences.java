package com.renderowl.monitoring.equality;

import static com.renderowl.monitoring.equality.Difference.around;
import static com.renderowl.monitoring.equality.Difference.none;
import static com.renderowl.monitoring.equality.Difference.of;
import static com.renderowl.monitoring.equality.Difference.same;
import static com.renderowl.monitoring.equality.Difference.side;

import com.renderowl.monitoring.config.Platform;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** The one table of what differs between the platforms on purpose; {@code docs/platforms.md} shows it. */
final class Differences {

    private static final String SAME = "as kubernetes";

    static final List<Difference> TABLE = List.of(
            of(
                    "how targets and Alertmanagers are found",
                    "(job [^:]+: |alerting: alertmanagers\\.\\d+\\.)(kubernetes_sd_configs|static_configs)\\..*"
                            + "|target \\d+ of [^:]+: (URL|discovered (__address__|__meta_kubernetes_.*))"
                            + "|alerts go to .*",
                    side("the API server is asked for pods", ".*"),
                    same(SAME),
                    side(
                            "by name: a container of the stack by its own, an application as a port of"
                                    + " `host.docker.internal`",
                            "\\(none\\)|yes|\\[?(http://)?[a-z.-]+:\\d+(/[a-z/]*)?]?"),
                    "there is no API server"),
            of(
                    "labels of what is found so",
                    "target \\d+ of [^:]+: label (instance|namespace|node|pod)",
                    side("`namespace`, `pod`, `node`; `instance` is the pod, of a node exporter the node", ".+"),
                    same(SAME),
                    side("none of these; `instance` is the address", "\\(none\\)|[a-z.-]+:\\d+"),
                    "there are no pods"),
            of(
                    "an application given as a Service",
                    "job [^:]+: kubernetes_sd_configs\\.endpointslice\\.selectors\\.endpointslice\\.(role|label)",
                    side(
                            "the API server sends that Service's endpoints",
                            "endpointslice|kubernetes.io/service-name=.+"),
                    none("it sends those of the namespace, and Prometheus keeps the Service's"),
                    side("refused", "\\(none\\)"),
                    "a ServiceMonitor selects Services by labels, which nobody knows here"),
            of(
                    "names of jobs in the configuration",
                    "job [^:]+: name in the configuration|target \\d+ of [^:]+: discovered job",
                    side("`renderowl-backend`", "[a-z-]+"),
                    side(
                            "`podMonitor/monitoring/renderowl-backend/0`",
                            "(pod|service)Monitor/monitoring/[a-z-]+/0|scrapeConfig/monitoring/[a-z-]+"),
                    same(SAME),
                    "the operator names them by their monitors; the label `job` is the same"),
            of(
                    "external labels",
                    "global: external_labels\\.prometheus(_replica)?",
                    none("those of the configuration"),
                    side("also `prometheus` and `prometheus_replica`", "monitoring/staging|prometheus-staging-0"),
                    same(SAME),
                    "they tell replicas apart"),
            of(
                    "labels of alerts on their way out",
                    "alerting: alert_relabel_configs\\.0\\..*",
                    none("as in the rules, and the external labels"),
                    side("the same without `prometheus_replica`", "labeldrop|prometheus_replica|\\$1|;"),
                    same(SAME),
                    "one alert from two replicas is one alert"),
            of(
                    "credentials of remote write",
                    "remote_write: [a-z]+\\.(authorization\\.credentials|basic_auth\\.password)(_file)?",
                    side("a file that the pod mounts", "\\(none\\)|/etc/prometheus/remote-write/.+"),
                    side("in the operator's configuration, which is a Secret", "\\(none\\)|<secret>"),
                    same("a file that the container mounts"),
                    "the operator has no other way"),
            of(
                    "files of the rules",
                    "rule_files: |rules [^:]+: file",
                    side("`rules/NAME.yaml`", "\\[?/etc/prometheus/rules/[a-z]+\\.yaml(, .*)?"),
                    side(
                            "ConfigMaps that the operator fills",
                            "\\[?/etc/prometheus/rules/prometheus-staging-rulefiles-\\d/.*"),
                    same(SAME),
                    "the groups in them are the same"),
            of(
                    "reload of changed files",
                    "argument --(config\\.auto-reload(-interval)?|web\\.enable-lifecycle)",
                    side("by Prometheus, which looks every 15 s", "true|15s|\\(none\\)"),
                    side("by the operator's reloader beside it", "true|\\(none\\)"),
                    same(SAME),
                    "the operator brings its own"),
            of(
                    "command line",
                    "argument --(config\\.file|log\\.level|web\\.(config\\.file|listen-address|route-prefix))",
                    side(
                            "paths of the pod, port 9090, the log level",
                            "/etc/prometheus/config/prometheus\\.yml|info|:9090|\\(none\\)"),
                    side(
                            "the operator's paths and its web configuration; port 9090 and level `info` by default",
                            "/etc/prometheus/[a-z_]+/[a-z.-]+\\.yaml|/|\\(none\\)"),
                    same(SAME),
                    "the operator writes it"),
            around(
                    "replicas",
                    "1",
                    "`prometheus.replicas`, on different nodes; a query goes to one of them, the same for one client",
                    "1",
                    "two servers can not share a volume"),
            around(
                    "volume",
                    "a claim of the stack's",
                    "a claim for each replica, which the operator makes, and which is kept when the stack goes",
                    "a volume of the engine",
                    "the operator runs a StatefulSet"),
            around(
                    "basic authentication",
                    "`basicAuth`",
                    "refused: let an ingress ask for a password",
                    "refused",
                    "the operator has no setting for it; on Docker the port is the machine's own"),
            around(
                    "TLS, network policies",
                    "yes",
                    "yes",
                    "refused",
                    "the stack `local` is for the machine of one developer"),
            around(
                    "Grafana",
                    "`grafana.deploy`; what people save goes with its pod",
                    "`grafana.deploy`; what people save goes with its pod",
                    "`grafana.deploy`, on a volume; the password is admin unless there is a secret",
                    "a cluster's Grafana shows files, a developer's is their own"));

    private Differences() {}

    /** The table as the page has it. */
    static String markdown() {
        StringBuilder table = new StringBuilder();
        StringJoiner heading = row("what");
        for (Platform platform : Platform.values()) {
            heading.add(platform.toString().toLowerCase(Locale.ROOT));
        }
        table.append(heading.add("why")).append("|---|---|---|---|---|\n");
        for (Difference difference : TABLE) {
            StringJoiner row = row(difference.setting());
            for (Platform platform : Platform.values()) {
                row.add(difference.words(platform));
            }
            table.append(row.add(difference.why()));
        }
        return table.toString();
    }

    private static StringJoiner row(String first) {
        return new StringJoiner(" | ", "| ", " |\n").add(first);
    }
}
