package com.renderowl.monitoring.machine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a Docker engine; changes nothing there. */
public final class DockerApi {

    private static final String SOCKET = "unix://";

    /** Engine 20.10, the first that knows {@code host-gateway}, by which containers reach the machine. */
    private static final int OLDEST_MINOR_VERSION = 41;

    private static final int SECONDS_TO_ANSWER = 20;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (\\d{3}) ");

    private static final Pattern VERSION = Pattern.compile("(?i)\r\nApi-Version: *1\\.(\\d+)\r\n");

    private final DockerHost host;

    /** Asks the engine at {@code host}. */
    public DockerApi(DockerHost host) {
        this.host = host;
    }

    /** Whether it can be asked from here: only the plugin knows its way to one behind SSH or certificates. */
    public boolean canAsk() {
        return isOnThisMachine() || (host.address().startsWith("tcp://") && host.certificates() == null);
    }

    /** Whether the engine is on this machine, so that its ports are too. */
    public boolean isOnThisMachine() {
        return host.address().startsWith(SOCKET);
    }

    /**
     * Finds out whether it answers, and is new enough. One that cannot be asked passes.
     *
     * @throws NoEngineException when it does not, or is not
     */
    public void check() {
        if (!canAsk()) {
            return;
        }
        Matcher version = VERSION.matcher(ask("/_ping"));
        if (!version.find()) {
            throw new NoEngineException("What answers at " + host.address() + " is no Docker engine: correct "
                    + (host.context() == null ? "DOCKER_HOST" : "the Docker context " + host.context()) + ".");
        }
        if (Integer.parseInt(version.group(1)) < OLDEST_MINOR_VERSION) {
            throw new NoEngineException("The Docker engine at " + host.address() + " is too old (API 1."
                    + version.group(1) + "): 20.10 (API 1.41) or newer is needed. Update Docker.");
        }
    }

    /**
     * Every container of the engine, whether it runs or not.
     *
     * @throws NoEngineException when the engine does not answer
     */
    public List<ContainerState> containers() {
        return get("/containers/json?all=true").map(JsonElement::getAsJsonArray).stream()
                .flatMap(all -> all.asList().stream())
                .map(JsonElement::getAsJsonObject)
                .flatMap(container -> container.getAsJsonArray("Names").asList().stream()
                        .map(name -> new ContainerState(
                                name.getAsString().substring(1),
                                container.get("State").getAsString(),
                                container.get("Status").getAsString())))
                .toList();
    }

    /**
     * The identity of what the engine has under a name.
     *
     * @param kind {@code containers}, {@code networks} or {@code volumes}
     * @param name as people call it
     * @param labels that it must have: without them it is somebody else's
     * @throws NoEngineException when the engine does not answer
     */
    public Optional<String> identity(String kind, String name, Map<String, String> labels) {
        if (!canAsk()) {
            return Optional.empty();
        }
        return get("/" + kind + "/" + name + (kind.equals("containers") ? "/json" : ""))
                .map(JsonElement::getAsJsonObject)
                .filter(found -> labels(found).entrySet().containsAll(labels.entrySet()))
                .map(found -> found.get(found.has("Id") ? "Id" : "Name").getAsString());
    }

    /**
     * A disk.
     *
     * @param folder of the engine that is on it
     * @param free how many bytes this user may still fill
     * @param total how many bytes there are
     */
    public record Disk(String folder, long free, long total) {}

    /**
     * The disk with the engine's volumes; empty where it is not on this machine, as in a virtual one.
     *
     * @throws NoEngineException when the engine does not answer
     */
    public Optional<Disk> disk() {
        if (!isOnThisMachine()) {
            return Optional.empty();
        }
        return get("/info")
                .map(info -> info.getAsJsonObject().get("DockerRootDir"))
                .map(JsonElement::getAsString)
                .flatMap(DockerApi::disk);
    }

    private static Optional<Disk> disk(String folder) {
        try {
            FileStore store = Files.getFileStore(Path.of(folder));
            return Optional.of(new Disk(folder, store.getUsableSpace(), store.getTotalSpace()));
        } catch (IOException notHere) {
            return Optional.empty();
        }
    }

    static Map<String, String> labels(JsonObject found) {
        JsonObject described = found.get("Config") instanceof JsonObject config ? config : found;
        Map<String, String> labels = new HashMap<>();
        if (described.get("Labels") instanceof JsonObject given) {
            given.asMap().forEach((label, value) -> labels.put(label, value.getAsString()));
        }
        return labels;
    }

    /**
     * What the engine has at a path; empty where it has nothing.
     *
     * @param path such as {@code /volumes/NAME}
     * @throws NoEngineException when it does not answer
     */
    Optional<JsonElement> get(String path) {
        String answer = ask(path);
        Matcher status = STATUS.matcher(answer);
        boolean found = status.lookingAt() && status.group(1).equals("200");
        int body = answer.indexOf("\r\n\r\n");
        return found && body > 0 ? Optional.of(JsonParser.parseString(answer.substring(body))) : Optional.empty();
    }

    private String ask(String path) {
        try (SocketChannel channel =
                isOnThisMachine() ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open()) {
            return CompletableFuture.supplyAsync(() -> exchange(channel, path))
                    .get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw none(e.getCause() == null ? "" : String.valueOf(e.getCause().getMessage()));
        } catch (TimeoutException e) {
            throw none("no answer within " + SECONDS_TO_ANSWER + " seconds");
        } catch (IOException e) {
            throw none(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw none("interrupted");
        }
    }

    private String exchange(SocketChannel channel, String path) {
        try {
            channel.connect(address());
            // The older version of HTTP: the engine then ends its answer by closing, and does not cut it into pieces.
            channel.write(ByteBuffer.wrap(
                    ("GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n").getBytes(StandardCharsets.US_ASCII)));
            InputStream answer = Channels.newInputStream(channel);
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private SocketAddress address() {
        if (isOnThisMachine()) {
            return UnixDomainSocketAddress.of(Path.of(host.address().substring(SOCKET.length())));
        }
        URI uri = URI.create(host.address());
        return new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 2375 : uri.getPort());
    }

    private NoEngineException none(String reason) {
        return new NoEngineException("There is no Docker engine at " + host.address()
                + (host.context() == null ? "" : ", where the Docker context " + host.context() + " has it") + " ("
                + reason + "). Start Docker, or name the engine with DOCKER_HOST.");
    }
}
