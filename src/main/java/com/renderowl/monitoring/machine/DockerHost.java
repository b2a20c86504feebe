package com.renderowl.monitoring.machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a Docker engine is.
 *
 * @param address as DOCKER_HOST has it
 * @param context the context of Docker's client that the address is from, or null
 * @param certificates the directory of the certificates that the engine asks for, or null
 */
public record DockerHost(String address, @Nullable String context, @Nullable Path certificates) {

    private static final String DEFAULT = "unix:///var/run/docker.sock";

    private static final String HOST = "DOCKER_HOST";
    private static final String CERTIFICATES = "DOCKER_CERT_PATH";

    /**
     * The engine that Docker's client would take: of DOCKER_CONTEXT, of DOCKER_HOST, of the current context, or the one of
     * this machine.
     *
     * @param environment of the user
     * @throws NoEngineException when what is named is not there, or is no address
     * @see <a href="https://docs.docker.com/reference/cli/docker/#environment-variables">Environment variables</a>
     */
    public static DockerHost find(Map<String, String> environment) {
        String context = environment.getOrDefault("DOCKER_CONTEXT", "").strip();
        String host = environment.getOrDefault(HOST, "").strip();
        if (context.isEmpty() && !host.isEmpty()) {
            String certificates = environment.getOrDefault(CERTIFICATES, "");
            return checked(new DockerHost(host, null, certificates.isEmpty() ? null : Path.of(certificates)), HOST);
        }
        DockerContexts contexts = DockerContexts.of(environment);
        String name = context.isEmpty() ? contexts.current() : context;
        // The context that is always there stands for the variables.
        if (name.equals(DockerContexts.DEFAULT)) {
            return host.isEmpty() ? new DockerHost(DEFAULT, null, null) : find(withoutContext(environment));
        }
        return checked(
                new DockerHost(contexts.host(name), name, contexts.certificates(name)), "the Docker context " + name);
    }

    private static Map<String, String> withoutContext(Map<String, String> environment) {
        Map<String, String> without = new HashMap<>(environment);
        without.remove("DOCKER_CONTEXT");
        return without;
    }

    private static DockerHost checked(DockerHost host, String source) {
        if (!host.address.matches("(unix|tcp|ssh|npipe|http|https)://.+")) {
            throw new NoEngineException("'" + host.address + "' of " + source
                    + " is not the address of a Docker engine: give one such as unix:///var/run/docker.sock or"
                    + " tcp://HOST:2375.");
        }
        return host;
    }

    /** What it is called in messages. */
    public String description() {
        return "Docker at " + address + (context == null ? "" : " (context " + context + ")");
    }

    /**
     * The environment with which Pulumi's plugin takes this engine too: it does not know of a current context.
     *
     * @param environment of the user
     */
    public Map<String, String> environment(Map<String, String> environment) {
        Map<String, String> result = new HashMap<>(environment);
        result.remove("DOCKER_CONTEXT");
        result.put(HOST, address);
        if (certificates != null && Files.isDirectory(certificates)) {
            result.put(CERTIFICATES, certificates.toString());
        }
        return result;
    }
}
