package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** What makes a machine a node: containerd with a routed network, kubelet, kube-proxy, and kube-router for the policies. */
final class NodeRuntime {

    static final String NAME = "node1";

    /** The address of the cluster's DNS. */
    static final String DNS = "10.97.0.10";

    private static final String SOCKET = "/run/containerd/containerd.sock";
    private static final List<String> HIERARCHIES = List.of("cpuset.cpus", "cpuset.mems");
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    private final NodeMachine machine;
    private final ControlPlaneFiles files;
    private final Path directory;
    private final Path engine = Tools.projectRoot().resolve("tools/bin/dockerd-engine");
    private final Deque<ManagedProcess> processes = new ArrayDeque<>();

    NodeRuntime(NodeMachine machine, ControlPlaneFiles files) {
        this.machine = machine;
        this.files = files;
        this.directory = files.directory();
    }

    /** Starts containerd. */
    void startContainers() {
        write("containerd.toml", "containerd.toml");
        write("cni/10-pods.conflist", "pods.conflist");
        ManagedProcess containerd = start(
                "containerd", "--config", directory.resolve("containerd.toml").toString());
        containerd.await("it answers", TestNode.READY, () -> ctr("version").succeeded());
    }

    /**
     * Starts the kubelet and the network; the API server must answer.
     *
     * @param token that makes the kubelet this node
     */
    void startNode(String token) {
        makeControlGroup();
        write("kubelet.yaml", "kubelet.yaml");
        write("kube-proxy.yaml", "kube-proxy.yaml");
        // Pods that are not told otherwise get their names from nobody.
        write("resolv.conf", "resolv.conf");
        Path kubeconfig = directory.resolve("kubelet.kubeconfig");
        files.writeKubeconfig(kubeconfig, token);
        start(
                "kubelet",
                "--kubeconfig=" + kubeconfig,
                "--config=" + directory.resolve("kubelet.yaml"),
                "--root-dir=" + directory.resolve("kubelet"),
                "--hostname-override=" + NAME,
                "--node-ip=" + machine.address());
        start("kube-proxy", "--config=" + directory.resolve("kube-proxy.yaml"), "--hostname-override=" + NAME);
    }

    /** Starts what enforces network policies; the node must have its range of addresses. */
    void startPolicies() {
        start(
                "kube-router",
                "--kubeconfig=" + files.kubeconfig(),
                "--run-firewall=true",
                "--run-router=false",
                "--run-service-proxy=false",
                "--run-loadbalancer=false",
                "--hostname-override=" + NAME,
                "--service-cluster-ip-range=10.97.0.0/16",
                "--metrics-port=0",
                "--health-port=0");
    }

    /** Runs containerd's client on what Kubernetes made. */
    CommandOutcome ctr(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--address", SOCKET, "--namespace", "k8s.io"));
        all.addAll(List.of(arguments));
        return machine.command(directory, engine.resolve("bin/ctr"), all.toArray(String[]::new))
                .run();
    }

    void requireAlive() {
        processes.forEach(ManagedProcess::requireAlive);
    }

    /** Forgets the processes of a machine that is off. */
    void forget() {
        processes.clear();
    }

    private ManagedProcess start(String program, String... arguments) {
        Command command = machine.command(directory, Tools.require(program), arguments);
        ManagedProcess process = ManagedProcess.start(program, command, directory.resolve(program + ".log"));
        processes.push(process);
        return process;
    }

    private void write(String file, String resource) {
        String text = ControlPlaneFiles.resource("node/" + resource)
                .replace("@DIRECTORY@", directory.toString())
                .replace("@ENGINE@", engine.toString())
                .replace("@GROUP@", machine.controlGroup())
                .replace("@DNS@", DNS);
        try {
            Path target = directory.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In every hierarchy of version 1, or in the one of version 2; the kubelet only looks whether it is there. */
    private void makeControlGroup() {
        boolean isUnified = Files.exists(GROUPS.resolve("cgroup.controllers"));
        try (Stream<Path> hierarchies = isUnified ? Stream.of(GROUPS) : Files.list(GROUPS)) {
            for (Path hierarchy : hierarchies.filter(Files::isDirectory).toList()) {
                Path group = Files.createDirectories(hierarchy.resolve(machine.controlGroup()));
                for (String file : HIERARCHIES) {
                    if (!isUnified && Files.exists(group.resolve(file))) {
                        Files.writeString(group.resolve(file), Files.readString(hierarchy.resolve(file)));
                    }
                }
                if (isUnified) {
                    for (Path level : List.of(GROUPS, group)) {
                        Files.writeString(level.resolve("cgroup.subtree_control"), "+cpuset +cpu +io +memory +pids");
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
