package com.renderowl.monitoring.node;

import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.node.LeakSearch.Kind;
import java.net.http.HttpResponse;
import java.util.List;

/** What the programs of a running stack tell whoever may ask them. */
final class StackAnswers {

    private static final List<String> PROMETHEUS = List.of(
            "/api/v1/status/config",
            "/api/v1/status/flags",
            "/api/v1/status/runtimeinfo",
            "/api/v1/targets",
            "/api/v1/rules",
            "/api/v1/alerts",
            "/api/v1/alertmanagers",
            "/api/v1/series?match[]=%7B__name__%3D~%22.%2B%22%7D",
            "/metrics");

    /** Pages by the label {@code app} of the pods that have them, and their port. */
    private static final List<Page> PAGES = List.of(
            new Page("alertmanager", 9093, "api/v2/status"),
            new Page("alertmanager", 9093, "api/v2/receivers"),
            new Page("alertmanager", 9093, "api/v2/alerts"),
            new Page("alertmanager", 9093, "metrics"),
            new Page("postgres-exporter", 9187, ""),
            new Page("postgres-exporter", 9187, "metrics"),
            new Page("redis-exporter", 9121, ""),
            new Page("redis-exporter", 9121, "metrics"));

    private record Page(String app, int port, String path) {}

    private StackAnswers() {}

    /**
     * Searches all answers.
     *
     * @param prometheus logged in
     */
    static void search(LeakSearch search, TestNode node, LivePrometheus prometheus) {
        for (String path : PROMETHEUS) {
            HttpResponse<String> answer = prometheus.request(path);
            if (answer.statusCode() != 200) {
                throw new AssertionError("Prometheus answers " + answer.statusCode() + " to " + path);
            }
            search.text(Kind.ANSWER, "prometheus " + path, answer.body());
        }
        for (Page page : PAGES) {
            String pod = node.kubectl(
                            "-n",
                            "monitoring",
                            "get",
                            "pods",
                            "--selector=app=" + page.app,
                            "--field-selector=status.phase=Running",
                            "--output=jsonpath={.items[0].metadata.name}")
                    .strip();
            String answer = node.kubectl(
                    "get",
                    "--raw",
                    "/api/v1/namespaces/monitoring/pods/" + pod + ":" + page.port + "/proxy/" + page.path);
            search.text(Kind.ANSWER, page.app + " /" + page.path, answer);
        }
    }
}
