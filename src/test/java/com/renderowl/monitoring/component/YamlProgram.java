package com.renderowl.monitoring.component;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.App;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.Pulumi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/**
 * Somebody else's program, in Pulumi's YAML, that uses the component. The plugin is this JVM's class path, started as
 * Pulumi starts any plugin that is an executable; Maven, which starts it from the project's folder, takes longer.
 */
final class YamlProgram implements AutoCloseable {

    private static final String STACK = "consumer";

    private final Pulumi pulumi = Pulumi.create();
    private final Map<String, Object> program = new LinkedHashMap<>();

    private YamlProgram() {
        program.put("name", "shop");
        program.put("runtime", "yaml");
        program.put("plugins", Map.of("providers", List.of(Map.of("name", "renderowl", "path", plugin().toString()))));
        program.put("config", Map.of("password", Map.of("type", "string", "secret", true)));
        program.put("resources", new LinkedHashMap<>());
        program.put("outputs", new LinkedHashMap<>());
    }

    /** A program without any resource; the secret {@code ${password}} of its configuration has this value. */
    static YamlProgram withPassword(String password) {
        YamlProgram program = new YamlProgram();
        program.write();
        program.pulumi("stack", "init", STACK).requireOutput();
        program.pulumi("config", "set", "--secret", "password", password).requireOutput();
        return program;
    }

    /** Declares a resource, or declares it otherwise. */
    YamlProgram with(String name, String yaml) {
        section("resources").put(name, new Yaml().load(yaml));
        return this;
    }

    /** Declares an output of the program's stack. */
    YamlProgram withOutput(String name, String expression) {
        section("outputs").put(name, expression);
        return this;
    }

    /** Sets a variable of the engine's environment and of its plugins'. */
    YamlProgram withEnvironment(String variable, String value) {
        pulumi.environment(variable, value);
        return this;
    }

    /** Runs a command of the engine on the program as it is declared now, whatever comes of it. */
    CommandOutcome pulumi(String... arguments) {
        write();
        return pulumi.run(arguments);
    }

    /** Updates, or fails. */
    String up() {
        return pulumi("up", "--yes", "--skip-preview", "--color=never").requireOutput();
    }

    /** What a preview would do, in the engine's own words. */
    JsonObject preview() {
        return JsonParser.parseString(pulumi("preview", "--json").requireOutput())
                .getAsJsonObject();
    }

    /** The resources of the state, secrets encrypted. */
    List<JsonObject> resources() {
        return JsonParser.parseString(pulumi("stack", "export").requireOutput())
                .getAsJsonObject()
                .getAsJsonObject("deployment")
                .getAsJsonArray("resources")
                .asList()
                .stream()
                .map(resource -> resource.getAsJsonObject())
                .toList();
    }

    @Override
    public void close() {
        pulumi.close();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> section(String name) {
        return (Map<String, Object>) program.get(name);
    }

    /** JSON is YAML. */
    private void write() {
        try {
            Files.writeString(pulumi.project().resolve("Pulumi.yaml"), new Gson().toJson(program));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path plugin() {
        try {
            Path folder = Files.createDirectories(pulumi.project().resolve("plugin"));
            Path file = folder.resolve("pulumi-resource-renderowl");
            Files.writeString(
                    file,
                    """
                    #!/bin/sh
                    exec java -XX:TieredStopAtLevel=1 -cp '%s' %s "$@"
                    """
                            .formatted(System.getProperty("java.class.path"), App.class.getName()));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
