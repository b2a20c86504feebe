package com.renderowl.monitoring.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.harness.Pulumi;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.harness.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The project's folder is a package as it is: Pulumi's Java host builds and starts it with Maven. */
@Tag("engine")
@RequiresTools({"pulumi", "pulumi-language-java", "pulumi-language-yaml", "pulumi-resource-kubernetes"})
class PackageFolderTest {

    private final Pulumi pulumi = Pulumi.create();

    @BeforeEach
    void cloneBesideTheProgram() {
        for (String part : List.of("pom.xml", "PulumiPlugin.yaml", "src/main")) {
            copy(
                    Tools.projectRoot().resolve(part),
                    pulumi.project().resolveSibling("monitoring").resolve(part));
        }
    }

    @AfterEach
    void close() {
        pulumi.close();
    }

    @Test
    void schemaAndExampleOfTheDocumentationWorkAsWritten() throws IOException {
        JsonObject schema = JsonParser.parseString(
                        pulumi.run("package", "get-schema", "../monitoring").requireOutput())
                .getAsJsonObject();

        assertThat(schema.get("name").getAsString()).isEqualTo("renderowl");
        JsonObject component =
                schema.getAsJsonObject("resources").getAsJsonObject("renderowl:monitoring:MonitoringStack");
        assertThat(component.get("isComponent").getAsBoolean()).isTrue();
        assertThat(component.getAsJsonObject("inputProperties").keySet())
                .contains("prometheus", "applications", "exporters", "alertmanager", "secrets", "stack");
        assertThat(component.getAsJsonObject("properties").keySet())
                .contains("namespace", "service", "port", "prometheusYml");

        Files.writeString(pulumi.project().resolve("Pulumi.yaml"), example());
        pulumi.run("stack", "init", "docs").requireOutput();
        pulumi.run("config", "set", "--secret", "redisPassword", "planted").requireOutput();
        assertThat(pulumi.run("preview", "--color=never").requireOutput())
                .contains("kubernetes:apps/v1:Deployment monitoring-prometheus-deployment create")
                .contains("prometheus: \"http://prometheus.monitoring.svc:9090\"")
                .doesNotContain("planted");

        // The Java host would leave its plugins behind; it notices by itself, within five minutes, that the engine is
        // gone.
        Wait.until(
                "the plugins to end with the engine",
                Duration.ofMinutes(1),
                () -> pulumi.processes().describe().stream().noneMatch(process -> process.endsWith("/java")));
    }

    private static String example() throws IOException {
        String page = Files.readString(Tools.projectRoot().resolve("docs/components.md"));
        String rest = page.substring(page.indexOf("name: shop\n"));
        return rest.substring(0, rest.indexOf("```"));
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
