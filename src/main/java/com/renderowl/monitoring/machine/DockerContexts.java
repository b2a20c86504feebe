package com.renderowl.monitoring.machine;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of Docker's client, in the folder where it keeps its settings.
 *
 * @see <a href="https://docs.docker.com/engine/manage-resources/contexts/">Docker contexts</a>
 */
record DockerContexts(Path settings) {

    /** The name of the context that needs no files. */
    static final String DEFAULT = "default";

    static DockerContexts of(Map<String, String> environment) {
        String named = environment.getOrDefault("DOCKER_CONFIG", "");
        return new DockerContexts(
                named.isEmpty()
                        ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".docker")
                        : Path.of(named));
    }

    /** The name of the context that is used when nobody says otherwise. */
    String current() {
        Path file = settings.resolve("config.json");
        JsonObject config = read(file);
        return config != null && config.has("currentContext")
                ? config.get("currentContext").getAsString()
                : DEFAULT;
    }

    /** The address of a context's engine. */
    String host(String name) {
        JsonObject meta = read(settings.resolve("contexts/meta/" + id(name) + "/meta.json"));
        if (meta == null || !meta.has("Endpoints")) {
            throw missing(name);
        }
        JsonObject endpoint = meta.getAsJsonObject("Endpoints").getAsJsonObject("docker");
        if (endpoint == null || !endpoint.has("Host")) {
            throw missing(name);
        }
        return endpoint.get("Host").getAsString();
    }

    /** Where the certificates of a context would be. */
    @Nullable
    Path certificates(String name) {
        Path folder = settings.resolve("contexts/tls/" + id(name) + "/docker");
        return Files.isDirectory(folder) ? folder : null;
    }

    private static NoEngineException missing(String name) {
        return new NoEngineException("There is no Docker context '" + name
                + "' with an engine: 'docker context ls' shows those that there are; choose one with 'docker context use"
                + " NAME' or DOCKER_CONTEXT.");
    }

    private static @Nullable JsonObject read(Path file) {
        try {
            return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        } catch (NoSuchFileException none) {
            return null;
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new NoEngineException("The settings of Docker's client cannot be read (" + file
                    + "): correct them, or name the engine with DOCKER_HOST.");
        }
    }

    /** The folder's name: the hash of the context's. */
    private static String id(String name) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
