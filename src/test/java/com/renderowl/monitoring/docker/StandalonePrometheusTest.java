package com.renderowl.monitoring.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.harness.PrometheusServer;
import com.renderowl.monitoring.harness.PrometheusSetup;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.prometheus.StandaloneConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rendered {@code prometheus.yml} of a local stack runs without containers, from the folder that it is in. */
@Tag("docker")
@RequiresTools({"prometheus", "promtool"})
class StandalonePrometheusTest {

    @Test
    void theRealPrometheusStartsWithItAndLoadsTheRulesBesideIt() {
        StackModel model = TestStack.model("platform: docker\n");
        PrometheusSetup setup = PrometheusSetup.of(StandaloneConfiguration.of(model)
                // Its own port, which another Prometheus on this machine may have.
                .replace("localhost:9090", PrometheusSetup.ADDRESS));
        for (Map.Entry<String, String> file : model.ruleFiles().entrySet()) {
            setup = setup.file("rules/" + file.getKey(), file.getValue());
        }
        try (PrometheusServer prometheus = PrometheusServer.start(setup)) {
            PrometheusServer.promtool(prometheus.directory(), "check", "config", "prometheus.yml")
                    .requireOutput();
            List<String> groups = new ArrayList<>();
            ruleGroups(prometheus).forEach(group -> groups.add(group.get("file").getAsString()));
            assertThat(groups)
                    .hasSize(model.ruleFiles().size())
                    .allMatch(file -> file.startsWith(
                            prometheus.directory().resolve("rules").toString()));
            prometheus.waitUntil("it scrapes itself", Duration.ofMinutes(1), () -> !prometheus
                    .query("up{job=\"prometheus\"} == 1")
                    .isEmpty());
            assertThat(prometheus.targets().toString())
                    .contains("http://localhost:9100/metrics", "http://localhost:8080/")
                    .doesNotContain("host.docker.internal");
        }
    }

    private static List<JsonObject> ruleGroups(PrometheusServer prometheus) {
        List<JsonObject> groups = new ArrayList<>();
        prometheus
                .get("/api/v1/rules")
                .getAsJsonObject("data")
                .getAsJsonArray("groups")
                .forEach(group -> groups.add(group.getAsJsonObject()));
        return groups;
    }
}
