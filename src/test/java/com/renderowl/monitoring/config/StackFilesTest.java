package com.renderowl.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The committed stack files: the project's defaults are those of the code, and staging is what it promises. */
class StackFilesTest {

    private static final Map<String, Map<String, Object>> DECLARED = section("Pulumi.yaml");

    private static final Map<String, Object> STAGING = section("Pulumi.staging.yaml");

    private static final Map<String, Class<?>> TYPES =
            Map.of("object", Map.class, "string", String.class, "boolean", Boolean.class);

    @Test
    void everyDeclaredKeyHasATypeADescriptionAndADefaultOfThatType() {
        assertThat(DECLARED).isNotEmpty();
        DECLARED.forEach((key, declaration) -> {
            assertThat(declaration).as(key).containsOnlyKeys("type", "description", "default");
            assertThat(declaration.get("default"))
                    .as(key)
                    .isInstanceOf(TYPES.get(String.valueOf(declaration.get("type"))));
        });
    }

    @Test
    void theDefaultsOfTheProjectAreThoseOfTheCode() {
        Map<String, Object> defaults = new LinkedHashMap<>();
        DECLARED.forEach((key, declaration) -> defaults.put(key, declaration.get("default")));
        for (String stack : Set.of("staging", "another")) {
            assertThat(read(defaults, stack)).isEqualTo(read(Map.of(), stack));
        }
    }

    @Test
    void everyDefaultThatIsTheSameForAllStacksIsDeclared() {
        Set<String> declared = new TreeSet<>();
        DECLARED.forEach((key, declaration) -> collect(key, declaration.get("default"), declared));
        Set<String> constant = new TreeSet<>();
        StackConfigReader.reference().stream()
                .filter(key -> !key.defaultValue().isEmpty())
                .filter(key -> !key.defaultValue().contains("STACK"))
                .map(KeyReference::path)
                .filter(path -> !path.contains("NAME") && !path.contains("["))
                .forEach(constant::add);
        // These follow the platform, the namespaces or the stack's name, are lists and labels that are empty, or hold
        // for
        // one platform or an Alertmanager that the stack does not run.
        constant.removeIf(path -> path.equals("prometheus.retentionSize")
                || path.equals("capacity.expectedSeries")
                || path.startsWith("docker.")
                || path.endsWith(".targets")
                || path.endsWith(".addresses")
                || path.endsWith(".database.selector")
                || path.equals("alertmanager.namespace")
                || path.equals("alertmanager.selector")
                || path.equals("alertmanager.port")
                || path.equals("alertmanager.requireReceivers")
                || path.endsWith("grafana.namespace")
                // Declared, it would be given to every stack, and all platforms but one refuse it.
                || path.startsWith("operator.")
                || path.startsWith("prometheus.objectStorage.")
                || path.equals("tls.secretName")
                || path.startsWith("tls.ingress.")
                || path.equals("tls.serverName"));
        assertThat(declared).containsAll(constant);
    }

    @Test
    void stagingIsAcceptedAndIsTheStackOfTheRequirements() {
        Map<String, Object> values = new LinkedHashMap<>();
        STAGING.forEach((key, value) -> values.put(key.substring(key.indexOf(':') + 1), value));
        assertThat(STAGING.keySet()).allMatch(key -> key.startsWith("renderowl-monitoring:"));
        assertThat(values).doesNotContainKey("secrets");
        assertThat(read(values, "staging")).isEqualTo(read(Map.of(), "staging"));
    }

    @Test
    void productionIsAcceptedWithoutAnySecretAndRefusedWithoutReceivers() {
        Map<String, Object> values = new LinkedHashMap<>();
        section("Pulumi.production.yaml")
                .forEach((key, value) -> values.put(key.substring(key.indexOf(':') + 1), value));
        StackConfig config = read(values, "production");

        assertThat(config.platform()).isEqualTo(Platform.OPERATOR);
        assertThat(config.prometheus().replicas()).isEqualTo(2);
        assertThat(config.alertmanager().replicas()).isEqualTo(3);
        assertThat(config.alertmanager().routing().unheard()).isEmpty();
        assertThat(config.alertmanager().routing().lacksWatchdog()).isFalse();
        assertThat(config.isProtected()).isTrue();
        assertThat(config.namespaces().application()).isEqualTo("renderowl-production");

        values.put("alertmanager", Map.of("replicas", 3));
        assertThatThrownBy(() -> read(values, "production"))
                .hasMessageContaining("alertmanager.routes: has no default")
                .hasMessageContaining("alertmanager.watchdog: has no receiver");
    }

    @Test
    void localIsAcceptedWithTheDefaultsOfTheProjectAndSaysWhatHoldsAnyway() {
        Map<String, Object> values = new LinkedHashMap<>();
        DECLARED.forEach((key, declaration) -> values.put(key, declaration.get("default")));
        LinkedHashMap<String, Object> local = new LinkedHashMap<>(section("Pulumi.local.yaml"));
        local.forEach((key, value) -> values.put(key.substring(key.indexOf(':') + 1), value));
        assertThat(read(values, "local")).isEqualTo(read(Map.of("platform", "docker"), "local"));
    }

    private static StackConfig read(Map<String, Object> config, String stack) {
        Map<String, String> values = new LinkedHashMap<>();
        config.forEach((key, value) -> values.put(Stacks.PROJECT + ":" + key, Stacks.handedOver(value)));
        return StackConfigReader.read(new ConfigSource(values, Set.of()), Stacks.PROJECT, stack)
                .config();
    }

    private static void collect(String path, Object value, Set<String> into) {
        into.add(path);
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> collect(path + "." + key, inner, into));
        }
    }

    private static <T> Map<String, T> section(String file) {
        try {
            Map<String, Map<String, T>> loaded = new Yaml().load(Files.readString(Path.of(file)));
            return loaded.get("config");
        } catch (IOException unreadable) {
            throw new AssertionError(file + " can not be read", unreadable);
        }
    }
}
