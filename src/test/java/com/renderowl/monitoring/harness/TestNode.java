package com.renderowl.monitoring.harness;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A whole cluster of one real node inside this machine: control plane, kubelet, containerd, a routed network, kube-proxy,
 * CoreDNS, and kube-router, which enforces network policies. Containers run, probes act, limits kill. It needs root on
 * Linux, touches no registry, and is gone at the latest when the JVM is, however that ends.
 *
 * <p>The default storage class makes a volume for the first pod that uses a claim. Images are those of {@link TestImage}.
 * Tests take one as a parameter, by {@link WithTestNode}.
 */
public final class TestNode implements Cluster {

    /** What has to be in {@code tools/bin}. */
    static final List<String> PROGRAMS = List.of(
            "etcd",
            "kube-apiserver",
            "kube-controller-manager",
            "kube-scheduler",
            "kubectl",
            "kubelet",
            "kube-proxy",
            "kube-router",
            "coredns",
            "containerd",
            "ctr",
            "busybox",
            "probe",
            "prometheus",
            "promtool",
            "alertmanager",
            "node_exporter",
            "prometheus-postgres-exporter",
            "prometheus-redis-exporter",
            "postgres",
            "redis-server",
            "renderowl-backend");

    static final Duration READY = Duration.ofMinutes(3);

    private static final int PORT = 6443;

    private final TemporaryDirectory directory;
    private final NodeMachine machine;
    private final String nodeToken = UUID.randomUUID().toString();
    private final ControlPlaneFiles files;
    private final ControlPlaneSite site;
    private final NodeRuntime runtime;
    private ControlPlaneProcesses controlPlane;
    private @Nullable VolumeDriver volumes;
    private double secondsToReady;

    private TestNode(TemporaryDirectory directory) {
        this.directory = directory;
        this.machine = NodeMachine.start(directory.path());
        this.files = ControlPlaneFiles.write(
                directory.path(),
                machine.address(),
                PORT,
                nodeToken + ",system:node:" + NodeRuntime.NAME + ",node,system:nodes\n");
        this.site = new ControlPlaneSite(
                machine::command,
                List.of(
                        "--bind-address=0.0.0.0",
                        "--advertise-address=" + machine.address(),
                        "--authorization-mode=Node,RBAC",
                        "--enable-admission-plugins=NodeRestriction",
                        "--service-cluster-ip-range=10.97.0.0/16"),
                List.of(
                        "--allocate-node-cidrs=true",
                        "--cluster-cidr=10.244.0.0/16",
                        "--service-cluster-ip-range=10.97.0.0/16"));
        this.runtime = new NodeRuntime(machine, files);
        this.controlPlane = new ControlPlaneProcesses(files, site);
    }

    /** Why one cannot run here, if so. */
    static Optional<String> obstacle() {
        return Privileges.isRoot() && Files.isDirectory(Path.of("/proc/self/ns"))
                ? Optional.empty()
                : Optional.of("A node of the tests' own makes namespaces and mounts, and needs root on Linux.");
    }

    /**
     * Starts one and returns when pods can be made and names resolved.
     *
     * @throws AssertionError if it is not ready in time, with the end of the log of what failed
     */
    public static TestNode start() {
        PROGRAMS.forEach(Tools::require);
        TestNode node = new TestNode(TemporaryDirectory.create("node"));
        try {
            node.boot();
            return node;
        } catch (RuntimeException | AssertionError failure) {
            node.close();
            throw failure;
        }
    }

    private void boot() {
        long start = System.nanoTime();
        runtime.startContainers();
        NodeImages images = new NodeImages(directory.path(), runtime);
        images.provide(TestImage.PAUSE);
        images.provide(TestImage.DNS);
        startKubernetes();
        apply(ControlPlaneFiles.resource("storage-class.yaml"));
        apply(ControlPlaneFiles.resource("node/dns.yaml")
                .replace("@DNS@", NodeRuntime.DNS)
                .replace("@IMAGE@", TestImage.DNS.name()));
        awaitPods();
        secondsToReady = (System.nanoTime() - start) / 1e9;
        TestImage.STACK.forEach(images::provide);
        images.provide(TestImage.BACKEND);
        images.provide(TestImage.DATABASES);
    }

    private void startKubernetes() {
        controlPlane.startServer(READY);
        files.writeKubeconfig();
        waitUntil("the API server is ready", READY, () -> kubectlTry("get", "--raw", "/readyz")
                .output()
                .equals("ok"));
        controlPlane.startControllers();
        runtime.startNode(nodeToken);
        waitUntil("the node has its range of addresses", READY, () -> !kubectl(
                        "get", "node", NodeRuntime.NAME, "--output=jsonpath={.spec.podCIDR}")
                .isBlank());
        runtime.startPolicies();
        waitUntil("the node is Ready", READY, () -> {
            kubectl("get", "serviceaccount/default", "configmap/kube-root-ca.crt", "--namespace=default");
            kubectl("wait", "nodes", "--all", "--for=condition=Ready", "--timeout=0s");
            return kubectl("get", "nodes", "--output=jsonpath={.items[*].spec.taints}")
                    .isBlank();
        });
        volumes = new VolumeDriver(new ApiClient(files), directory.path().resolve("volumes"));
    }

    private void awaitPods() {
        waitUntil("names are resolved", READY, () -> kubectlTry(
                        "-n", "kube-system", "rollout", "status", "deployment/coredns", "--timeout=1s")
                .succeeded());
    }

    /** How long it took until pods could be made; the images of the stack are not part of it. */
    public double secondsToReady() {
        return secondsToReady;
    }

    /** The node's own address, at which pods on its network and the API server listen. */
    public String address() {
        return machine.address();
    }

    /** The address of a host outside of the cluster. */
    public String outsideAddress() {
        return machine.outsideAddress();
    }

    /** Makes a stack's image known under another tag as well, as a newer version of it would be. */
    public void provide(TestImage image, String name) {
        new NodeImages(directory.path(), runtime).provide(image, name);
    }

    /** Ends every process of the node and its control plane at once, as a power failure would, and starts it again. */
    public void reboot() {
        closeVolumes();
        machine.powerOff();
        runtime.forget();
        controlPlane = new ControlPlaneProcesses(files, site);
        machine.powerOn();
        runtime.startContainers();
        startKubernetes();
        awaitPods();
    }

    /** All processes of the node, its pods and its control plane. */
    public ProcessScan processes() {
        return machine.processes();
    }

    /**
     * The number, on this machine, of the process that a container of a pod runs first.
     *
     * @param pod its name
     */
    public long process(String namespace, String pod, String container) {
        String id = kubectl(
                        "-n",
                        namespace,
                        "get",
                        "pod",
                        pod,
                        "--output=jsonpath={.status.containerStatuses[?(@.name==\"" + container + "\")].containerID}")
                .strip()
                .replace("containerd://", "");
        String inside = runtime.ctr("tasks", "list")
                .requireOutput()
                .lines()
                .map(line -> line.split("\\s+"))
                .filter(words -> words[0].equals(id))
                .map(words -> words[1])
                .findFirst()
                .orElseThrow(() -> new AssertionError("No process of " + namespace + "/" + pod + " " + container));
        return machine.outerNumber(Long.parseLong(inside));
    }

    /** A path of the node's own file system, where Secrets and containers are mounted, as this machine reaches it. */
    public Path inside(Path path) {
        return machine.inside(path);
    }

    /** Where file systems of a type, such as {@code tmpfs}, are mounted on the node. */
    public Set<String> mounts(String type) {
        return machine.mounts(type);
    }

    /** What a process' control group may use of memory, in bytes, as the kernel holds it to. */
    public long memoryLimit(long process) {
        return machine.memory(process, "memory.limit_in_bytes", "memory.max");
    }

    /** What a process' control group uses of memory now, in bytes, files in the page cache included. */
    public long memoryUsed(long process) {
        return machine.memory(process, "memory.usage_in_bytes", "memory.current");
    }

    /** The networks of all pods that have one of their own, by {@code namespace/name}. */
    public Map<String, String> podNetworks() {
        Map<String, String> networks = new TreeMap<>();
        for (String id : runtime.ctr("containers", "list", "--quiet", "labels.\"io.cri-containerd.kind\"==sandbox")
                .requireOutput()
                .lines()
                .toList()) {
            JsonObject sandbox = JsonParser.parseString(
                            runtime.ctr("containers", "info", id).requireOutput())
                    .getAsJsonObject();
            JsonObject labels = sandbox.getAsJsonObject("Labels");
            for (JsonElement namespace :
                    sandbox.getAsJsonObject("Spec").getAsJsonObject("linux").getAsJsonArray("namespaces")) {
                JsonObject kind = namespace.getAsJsonObject();
                if (kind.get("type").getAsString().equals("network") && kind.has("path")) {
                    networks.put(
                            labels.get("io.kubernetes.pod.namespace").getAsString() + "/"
                                    + labels.get("io.kubernetes.pod.name").getAsString(),
                            kind.get("path").getAsString());
                }
            }
        }
        return networks;
    }

    /** The network of the host outside, for {@link #on}. */
    public String outsideNetwork() {
        return "/run/netns/outside";
    }

    /** The node's own network, for {@link #on}. */
    public String ownNetwork() {
        return "/proc/1/ns/net";
    }

    /** A program of {@code tools/bin} on a network of the node: its own, that of a pod, or the one outside. */
    public Command on(String network, String program, String... arguments) {
        return machine.commandOn(network, Tools.require(program), arguments);
    }

    /** A program of {@code tools/bin} on the node's own network. */
    public Command onNode(String program, String... arguments) {
        return machine.command(directory.path(), Tools.require(program), arguments);
    }

    @Override
    public Path kubeconfig() {
        return files.kubeconfig();
    }

    @Override
    public Path directory() {
        return directory.path();
    }

    @Override
    public void requireAlive() {
        controlPlane.requireAlive();
        runtime.requireAlive();
    }

    @Override
    public void close() {
        closeVolumes();
        machine.close();
        directory.close();
    }

    private void closeVolumes() {
        if (volumes != null) {
            volumes.close();
        }
    }
}
