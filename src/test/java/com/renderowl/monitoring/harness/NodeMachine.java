package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A machine inside this one: its own processes, mounts, network and host name (Linux namespaces), but no kernel and no
 * image of its own. It needs root.
 *
 * <p>Its first process ends with this JVM, even if that is killed, and takes all others with it; mounts and network are gone
 * then too. What is left are control groups without processes, which the next machine removes.
 */
final class NodeMachine implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(30);
    private static final int FIRST = 100;
    private static final int LAST = 199;
    private static final String PREFIX = "rowln";
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    private final Path directory;
    private final ProcessScan scan = ProcessScan.create();
    private final int number;
    private @Nullable Process holder;
    private long firstProcess;

    private NodeMachine(Path directory, int number) {
        this.directory = directory;
        this.number = number;
    }

    /** Starts one whose files are in {@code directory}; it uses a number that no other one has. */
    static NodeMachine start(Path directory) {
        removeLeftGroups();
        for (int number = FIRST; number <= LAST; number++) {
            if (Files.exists(link(number))) {
                continue;
            }
            NodeMachine machine = new NodeMachine(directory, number);
            if (machine.boot()) {
                return machine;
            }
        }
        throw new IllegalStateException("All numbers of machines from " + FIRST + " to " + LAST + " are taken.");
    }

    /** Its address, at which this machine reaches it. */
    String address() {
        return "172.31." + number + ".2";
    }

    /** The address of a host outside of it, at the other end of a cable of its own. */
    String outsideAddress() {
        return "172.31." + number + ".6";
    }

    /** The control group of its pods. */
    String controlGroup() {
        return PREFIX + number;
    }

    /** A program in it, found again by {@link #processes()}. */
    Command command(Path workingDirectory, Path program, String... arguments) {
        return command(List.of(), workingDirectory, program, arguments);
    }

    /** A program in it, on another network of it, such as that of a pod. */
    Command commandOn(String network, Path program, String... arguments) {
        return command(List.of("nsenter", "--net=" + network), directory, program, arguments);
    }

    private Command command(List<String> before, Path workingDirectory, Path program, String... arguments) {
        List<String> line = new ArrayList<>(
                List.of("--target=" + firstProcess, "--mount", "--uts", "--ipc", "--net", "--pid", "--"));
        line.addAll(before);
        line.add(program.toString());
        line.addAll(List.of(arguments));
        Path engine = Tools.projectRoot().resolve("tools/bin/dockerd-engine");
        return Command.in(workingDirectory, Path.of("nsenter"), line.toArray(String[]::new))
                .with(Map.of(
                        "PATH",
                        engine.resolve("bin") + ":/usr/sbin:/usr/bin:/sbin:/bin",
                        "LD_LIBRARY_PATH",
                        engine.resolve("lib").toString()))
                .partOf(scan);
    }

    /** The number, on this machine, of a process that has another one in there. */
    long outerNumber(long inner) {
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            if (hasInnerNumber(process, inner)) {
                return process.pid();
            }
        }
        throw new AssertionError("No process has the number " + inner + " in the machine");
    }

    /** The machine's level comes second; containers have one more below it. */
    private boolean hasInnerNumber(ProcessHandle process, long inner) {
        try {
            boolean isSame = Files.readAllLines(Path.of("/proc", "" + process.pid(), "status")).stream()
                    .anyMatch(line -> line.matches("NSpid:\\s+\\d+\\s+" + inner + "(\\s.*)?"));
            return isSame
                    && Stream.iterate(process, Objects::nonNull, child -> child.parent()
                                    .orElse(null))
                            .anyMatch(ancestor -> ancestor.pid() == firstProcess);
        } catch (IOException goneMeanwhile) {
            return false;
        }
    }

    /** A path of the machine's own file system, with all that is mounted there, as this machine reaches it. */
    Path inside(Path path) {
        return Path.of("/proc/" + firstProcess + "/root" + path);
    }

    /** Where file systems of a type are mounted in the machine. */
    Set<String> mounts(String type) {
        try (Stream<String> mounts = Files.lines(Path.of("/proc/" + firstProcess + "/mounts"))) {
            return mounts.map(line -> line.split(" "))
                    .filter(fields -> fields[2].equals(type))
                    .map(fields -> fields[1])
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A figure of a process' memory control group, by its names in version 1 and 2. */
    long memory(long process, String first, String second) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", "" + process, "cgroup"))) {
                String[] parts = line.split(":", 3);
                if (parts[1].equals("memory") || parts[1].isEmpty()) {
                    Path group = GROUPS.resolve(parts[1]).resolve(parts[2].substring(1));
                    Path figure = group.resolve(parts[1].isEmpty() ? second : first);
                    if (Files.exists(figure)) {
                        return Long.parseLong(Files.readString(figure).strip());
                    }
                }
            }
            throw new AssertionError("The process " + process + " has no control group for memory");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that runs in it. */
    ProcessScan processes() {
        return scan;
    }

    boolean alive() {
        return holder != null && holder.isAlive();
    }

    /** Ends everything in it at once, as a power failure would; files stay. */
    void powerOff() {
        if (holder != null) {
            holder.descendants().forEach(ProcessHandle::destroyForcibly);
            holder.destroyForcibly();
        }
        scan.kill();
        // A network goes some time after its last process; its other end would be in the way of the next start.
        onHost("ip", "link", "delete", PREFIX + number);
    }

    /** Starts it again with the same addresses. */
    void powerOn() {
        if (!boot()) {
            throw new IllegalStateException("The number " + number + " of the machine was taken meanwhile.");
        }
    }

    @Override
    public void close() {
        powerOff();
        removeGroups(controlGroup());
    }

    private boolean boot() {
        try {
            Path marker = directory.resolve("machine.ready");
            Files.deleteIfExists(marker);
            Path script =
                    Files.writeString(directory.resolve("machine.sh"), ControlPlaneFiles.resource("node/machine.sh"));
            Path log = directory.resolve("machine.log");
            Path reaper = Tools.projectRoot().resolve("tools/bin/dockerd-engine/bin/docker-init");
            Process started = Command.in(
                            directory,
                            Path.of("unshare"),
                            "--mount",
                            "--uts",
                            "--ipc",
                            "--net",
                            "--pid",
                            "--fork",
                            "--mount-proc",
                            "--kill-child=KILL",
                            reaper.toString(),
                            "--",
                            "sh",
                            script.toString(),
                            directory.toString(),
                            address())
                    .partOf(scan)
                    .startWithLifeline(log);
            holder = started;
            Wait.until("the machine is set up", READY, () -> {
                if (!started.isAlive()) {
                    throw new ManagedProcess.EndedError("The machine ended: " + read(log));
                }
                return Files.exists(marker);
            });
            firstProcess = started.children().findFirst().orElseThrow().pid();
            return connect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cable from this machine to that one, and one from there to the host outside; false if the number is taken. */
    private boolean connect() {
        String link = PREFIX + number;
        String net = "172.31." + number + ".";
        CommandOutcome made =
                onHost("ip", "link", "add", link, "type", "veth", "peer", "eth0", "netns", "" + firstProcess);
        if (!made.succeeded()) {
            holder = null;
            scan.kill();
            if (made.errors().contains("exists")) {
                return false;
            }
            throw new AssertionError("No network for the machine: " + made.errors());
        }
        onHost("ip", "address", "add", net + "1/30", "dev", link).requireOutput();
        onHost("ip", "link", "set", link, "up").requireOutput();
        inside("ip address add " + net + "2/30 dev eth0 && ip link set eth0 up && ip route add default via " + net + "1"
                + " && ip netns add outside && ip link add outside0 type veth peer eth0 netns outside"
                + " && ip address add " + net + "5/30 dev outside0 && ip link set outside0 up"
                + " && ip -n outside address add " + net + "6/30 dev eth0 && ip -n outside link set eth0 up"
                + " && ip -n outside link set lo up && ip -n outside route add default via " + net + "5");
        return true;
    }

    private void inside(String script) {
        command(directory, Path.of("/bin/sh"), "-c", script).run().requireOutput();
    }

    private CommandOutcome onHost(String program, String... arguments) {
        return Command.in(directory, Path.of(program), arguments).run();
    }

    private static Path link(int number) {
        return Path.of("/sys/class/net", PREFIX + number);
    }

    /** Groups of machines that are no more; one that is being set up has none yet. */
    private static void removeLeftGroups() {
        for (int number = FIRST; number <= LAST; number++) {
            if (!Files.exists(link(number))) {
                removeGroups(PREFIX + number);
            }
        }
    }

    private static void removeGroups(String name) {
        try (Stream<Path> hierarchies = Files.list(GROUPS)) {
            List<Path> parents = Stream.concat(Stream.of(GROUPS), hierarchies).toList();
            for (Path parent : parents) {
                Path group = parent.resolve(name);
                if (Files.isDirectory(group)) {
                    removeGroup(group);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directories of a control group, innermost first; its files go with them. */
    private static void removeGroup(Path group) throws IOException {
        List<Path> innermostFirst;
        try (Stream<Path> below = Files.walk(group)) {
            innermostFirst = below.filter(Files::isDirectory)
                    .sorted((one, other) -> other.getNameCount() - one.getNameCount())
                    .toList();
        }
        for (Path directory : innermostFirst) {
            Wait.until(directory + " has no process any more", READY, () -> {
                try {
                    return Files.deleteIfExists(directory) || !Files.exists(directory);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
