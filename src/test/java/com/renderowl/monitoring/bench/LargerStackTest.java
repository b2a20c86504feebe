package com.renderowl.monitoring.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.config.ApplicationConfig;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.config.Discovery;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.harness.Tools;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LargerStackTest {

    private static final String PROJECT = "renderowl-monitoring";

    private static final String EVERY_KIND =
            """
            config:
              renderowl-monitoring:prometheus:
                retention: 7d
              renderowl-monitoring:applications:
                frontend:
                  enabled: false
                queue:
                  service: renderowl-queue
                  port: 9000
                outside:
                  targets: ["10.1.2.3:9500"]
                  addresses: ["10.1.2.3/32"]
            """;

    private final LargerStack stack = new LargerStack(PROJECT, "staging");

    @Test
    void everyApplicationIsThereSoManyTimes() {
        List<ApplicationConfig> applications =
                read(stack.multiply(EVERY_KIND, 3)).applications();

        assertThat(applications)
                .extracting(ApplicationConfig::name)
                .containsExactlyInAnyOrder(
                        "backend",
                        "backend-2",
                        "backend-3",
                        "queue",
                        "queue-2",
                        "queue-3",
                        "outside",
                        "outside-2",
                        "outside-3");
        assertThat(named(applications, "backend-2").discovery())
                .isEqualTo(new Discovery.Pods("renderowl-staging", Map.of("app", "renderowl-backend-2")));
        assertThat(named(applications, "backend-2").port()).isEqualTo(8080);
        assertThat(named(applications, "queue-3").discovery())
                .isEqualTo(new Discovery.Service("renderowl-staging", "renderowl-queue-3"));
        assertThat(named(applications, "outside-2").discovery())
                .isEqualTo(named(applications, "outside").discovery());
    }

    @Test
    void otherSettingsStay() {
        assertThat(read(stack.multiply(EVERY_KIND, 2)).prometheus().retention()).hasToString("7d");
    }

    @Test
    void anEmptyFileHasTheDefaultApplications() {
        assertThat(read(stack.multiply("config: {}\n", 50)).applications()).hasSize(100);
    }

    @Test
    void theCommittedStackCanBeMultiplied() throws Exception {
        String committed = Files.readString(Tools.projectRoot().resolve("Pulumi.staging.yaml"));

        assertThat(read(stack.multiply(committed, 50)).applications())
                .hasSize(50 * read(stack.multiply(committed, 1)).applications().size());
    }

    private static ApplicationConfig named(List<ApplicationConfig> applications, String name) {
        return applications.stream()
                .filter(application -> application.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** As the engine hands the file to the program. */
    private static StackConfig read(String file) {
        JsonObject config = JsonParser.parseString(file).getAsJsonObject().getAsJsonObject("config");
        Map<String, String> values = new HashMap<>();
        config.asMap()
                .forEach((key, value) ->
                        values.put(key, value.isJsonPrimitive() ? value.getAsString() : new Gson().toJson(value)));
        return StackConfigReader.read(new ConfigSource(values, Set.of()), PROJECT, "staging")
                .config();
    }
}
