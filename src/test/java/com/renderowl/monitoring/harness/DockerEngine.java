package com.renderowl.monitoring.harness;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A Docker engine of its own with its state in a temporary directory, its own bridge and its own range of addresses; it
 * touches neither another engine nor the machine's firewall. It needs root on Linux.
 */
public final class DockerEngine implements AutoCloseable {

    /** What has to be in {@code tools/bin}. */
    static final List<String> PROGRAMS = List.of("dockerd", "docker", "busybox");

    /** What the name of a bridge starts with; the process id of the tests that made it follows. */
    static final String BRIDGE = "rowl";

    private static final String ADDRESS = "172.31.78.1";
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final TemporaryDirectory directory = TemporaryDirectory.create("docker");
    private final String bridge = BRIDGE + ProcessHandle.current().pid();
    private ManagedProcess process;

    private DockerEngine() {
        removeLeft(directory.path());
        machine("ip", "link", "add", bridge, "type", "bridge").requireOutput();
        machine("ip", "address", "add", ADDRESS + "/24", "dev", bridge).requireOutput();
        machine("ip", "link", "set", bridge, "up").requireOutput();
        process = start(directory, bridge);
    }

    /** Starts one; skips the calling test where it can not run, or fails it where all tests are required. */
    public static DockerEngine start() {
        PROGRAMS.forEach(Tools::require);
        Tools.unlessRequired(
                        Privileges.isRoot()
                                ? Optional.empty()
                                : Optional.of("A Docker engine of the tests' own needs root."))
                .ifPresent(Assumptions::abort);
        return new DockerEngine();
    }

    /**
     * Ends engines whose tests were killed, and removes their bridges: they have the address of the next engine, which nobody
     * would reach. A bridge whose tests run, or that has another name, stays.
     */
    static void removeLeft(Path directory) {
        try (Stream<Path> links = Files.list(Path.of("/sys/class/net"))) {
            links.filter(link -> Files.isDirectory(link.resolve("bridge")))
                    .map(link -> link.getFileName().toString())
                    .filter(link -> link.matches(BRIDGE + "\\d+"))
                    .filter(link -> ProcessHandle.of(Long.parseLong(link.substring(BRIDGE.length())))
                            .isEmpty())
                    .forEach(link -> {
                        ProcessHandle.allProcesses()
                                .filter(process -> hasArgument(process, "--bridge=" + link))
                                .forEach(ProcessHandle::destroyForcibly);
                        Command.in(directory, Path.of("ip"), "link", "delete", link)
                                .run()
                                .requireOutput();
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasArgument(ProcessHandle process, String argument) {
        return process.info().arguments().stream().flatMap(Stream::of).anyMatch(argument::equals);
    }

    /** Its address, as {@code DOCKER_HOST} wants it. */
    public String host() {
        return "unix://" + directory.path().resolve("docker.sock");
    }

    /** The machine's address that containers know as {@code host.docker.internal}. */
    public String machineAddress() {
        return ADDRESS;
    }

    /** Runs Docker's client, whatever comes of it. */
    public CommandOutcome docker(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--host", host()));
        all.addAll(List.of(arguments));
        return Command.in(directory.path(), Tools.require("docker"), all.toArray(String[]::new))
                .run();
    }

    /** Runs Docker Compose in a folder on this engine, whatever comes of it. */
    public CommandOutcome compose(Path folder, String... arguments) {
        return Command.in(directory.path(), Tools.require("docker-compose"), "--project-directory", folder.toString())
                .andArguments(List.of(arguments))
                .with(Map.of("DOCKER_HOST", host()))
                .run();
    }

    /** What {@code docker inspect} knows of a container. */
    public JsonObject inspect(String container) {
        JsonArray found = JsonParser.parseString(
                        docker("inspect", "--type", "container", container).requireOutput())
                .getAsJsonArray();
        return found.get(0).getAsJsonObject();
    }

    /** The names of all containers, volumes and networks but the engine's own. */
    public List<String> everything() {
        List<String> names = new ArrayList<>();
        lines("ps", "-a", "--format", "{{.Names}}").forEach(name -> names.add("container " + name));
        lines("volume", "ls", "--format", "{{.Name}}").forEach(name -> names.add("volume " + name));
        lines("network", "ls", "--format", "{{.Name}}").stream()
                .filter(name -> !List.of("bridge", "host", "none").contains(name))
                .forEach(name -> names.add("network " + name));
        return names;
    }

    /** Ends the engine as a restart of the machine's service would, and starts it again. */
    public void restart() {
        process.close();
        machine("umount", directory.path().resolve("exec/netns/default").toString());
        process = start(directory, bridge);
    }

    /** Makes an image out of a directory. */
    void importImage(String name, Path root, List<String> changes) {
        Path tar = directory.path().resolve("image.tar");
        machine("tar", "-c", "-C", root.toString(), "-f", tar.toString(), ".").requireOutput();
        List<String> arguments = new ArrayList<>(List.of("import"));
        changes.forEach(change -> arguments.addAll(List.of("--change", change)));
        arguments.addAll(List.of(tar.toString(), name));
        docker(arguments.toArray(String[]::new)).requireOutput();
    }

    /** Takes containers and networks away first: an engine that ends leaves the bridges of its networks on the machine. */
    @Override
    public void close() {
        if (process.alive()) {
            docker("ps", "-aq").output().lines().forEach(id -> docker("rm", "--force", id));
            docker("network", "prune", "--force");
        }
        process.close();
        machine("umount", directory.path().resolve("exec/netns/default").toString());
        machine("ip", "link", "delete", bridge);
        directory.close();
    }

    private List<String> lines(String... arguments) {
        return docker(arguments).requireOutput().lines().toList();
    }

    private CommandOutcome machine(String program, String... arguments) {
        return Command.in(directory.path(), Path.of(program), arguments).run();
    }

    private static ManagedProcess start(TemporaryDirectory directory, String bridge) {
        Path path = directory.path();
        try {
            Path settings = Files.writeString(path.resolve("daemon.json"), "{}");
            Command command = Command.in(
                    path,
                    Tools.require("dockerd"),
                    "--host=unix://" + path.resolve("docker.sock"),
                    "--data-root=" + path.resolve("data"),
                    "--exec-root=" + path.resolve("exec"),
                    "--pidfile=" + path.resolve("pid"),
                    "--config-file=" + settings,
                    "--storage-driver=overlay2",
                    "--exec-opt=native.cgroupdriver=cgroupfs",
                    "--bridge=" + bridge,
                    "--host-gateway-ip=" + ADDRESS,
                    "--default-address-pool=base=172.31.80.0/20,size=24",
                    "--iptables=false",
                    "--ip6tables=false",
                    "--ip-forward=false",
                    "--ip-masq=false",
                    "--userland-proxy=true");
            ManagedProcess process = ManagedProcess.start("dockerd", command, path.resolve("log"));
            process.await("accepts clients", DEADLINE, () -> Command.in(
                            path, Tools.require("docker"), "--host=unix://" + path.resolve("docker.sock"), "info")
                    .run()
                    .succeeded());
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
