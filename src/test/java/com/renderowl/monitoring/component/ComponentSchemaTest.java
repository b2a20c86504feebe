package com.renderowl.monitoring.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.config.StackConfigReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What generators of other languages read is what the reader of configurations takes. */
@Tag("unit")
class ComponentSchemaTest {

    private static final JsonObject SCHEMA =
            JsonParser.parseString(ComponentSchema.json()).getAsJsonObject();

    private static final JsonObject COMPONENT =
            SCHEMA.getAsJsonObject("resources").getAsJsonObject("renderowl:monitoring:MonitoringStack");

    @Test
    void everyKeyIsAnInputOfItsKind() throws IOException {
        try (InputStream file = ComponentSchemaTest.class.getResourceAsStream("/every-key.yaml")) {
            Map<String, Object> everyKey = new Yaml().load(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            List<String> wrong = new ArrayList<>();
            everyKey.forEach((key, value) -> check(key, value, input(key), wrong));
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    void everySectionOfTheReferenceButDockerIsAnInput() {
        assertThat(StackConfigReader.reference())
                .extracting(key -> key.path().split("\\.")[0])
                .filteredOn(section -> !section.equals("docker"))
                .hasSizeGreaterThan(100)
                .allMatch(section -> input(section) != null);
        assertThat(COMPONENT.getAsJsonObject("inputProperties").keySet())
                .contains("stack", "secrets")
                .doesNotContain("docker");
    }

    @Test
    void kindsAndDescriptionsAreTheReaders() {
        JsonObject prometheus = type(input("prometheus"));
        assertThat(prometheus.getAsJsonObject("retention").get("description").getAsString())
                .startsWith("How long")
                .contains("Allowed: a number with a unit", "Default: 15d.");
        assertThat(prometheus.getAsJsonObject("replicas").get("type").getAsString())
                .isEqualTo("integer");
        assertThat(input("protect").get("type").getAsString()).isEqualTo("boolean");
        assertThat(type(input("alerts"))
                        .getAsJsonObject("errorRatio")
                        .get("type")
                        .getAsString())
                .isEqualTo("number");
        assertThat(input("applications").has("additionalProperties")).isTrue();
    }

    @Test
    void secretsAreMadeSecretInEveryLanguage() {
        assertThat(input("secrets").get("secret").getAsBoolean()).isTrue();
        assertThat(input("secrets").get("description").getAsString()).contains("redisPassword");
    }

    /** The engine would stop at the first that is missing, before the reader could report all of them. */
    @Test
    void nothingIsRequired() {
        assertThat(ComponentSchema.json()).doesNotContain("requiredInputs");
    }

    @Test
    void theVersionIsTheProjects() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<version>" + SCHEMA.get("version").getAsString() + "</version>\n    <name>");
    }

    private static JsonObject input(String key) {
        return COMPONENT.getAsJsonObject("inputProperties").getAsJsonObject(key);
    }

    /** The properties of the type that something refers to. */
    private static JsonObject type(JsonObject reference) {
        String name = reference.get("$ref").getAsString().substring("#/types/".length());
        return SCHEMA.getAsJsonObject("types").getAsJsonObject(name).getAsJsonObject("properties");
    }

    private static void check(String path, Object value, JsonElement element, List<String> wrong) {
        if (element == null) {
            wrong.add(path + " is no input");
            return;
        }
        JsonObject property = element.getAsJsonObject();
        if (property.has("$ref")) {
            JsonObject properties = type(property);
            entries(value).forEach((key, entry) -> check(path + "." + key, entry, properties.get(key), wrong));
            return;
        }
        switch (property.get("type").getAsString()) {
            case "object" ->
                entries(value)
                        .forEach((key, entry) ->
                                check(path + "." + key, entry, property.get("additionalProperties"), wrong));
            case "array" -> ((List<?>) value).forEach(entry -> check(path + "[]", entry, property.get("items"), wrong));
            case "boolean" -> expect(value instanceof Boolean, path, wrong);
            case "integer" -> expect(value instanceof Integer, path, wrong);
            case "number" -> expect(value instanceof Number, path, wrong);
            // The file has some texts without quotes, such as a CPU of 2.
            default ->
                expect(!(value instanceof Map || value instanceof List || value instanceof Boolean), path, wrong);
        }
    }

    private static void expect(boolean fits, String path, List<String> wrong) {
        if (!fits) {
            wrong.add(path + " is of another kind");
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> entries(Object value) {
        return (Map<String, Object>) value;
    }
}
