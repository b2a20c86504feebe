package com.renderowl.monitoring.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A real Kubernetes control plane on loopback: etcd, API server, controllers, scheduler. Only the nodes are played, by
 * kwok: every pod that is admitted and scheduled becomes Running and Ready at once, and no container or probe runs.
 *
 * <p>Access control is RBAC, Pod Security admission is on, and the default storage class makes a volume for the first
 * pod that uses a claim, lets the claim grow, and deletes the volume with it. Tests take one as a parameter, by
 * {@link WithControlPlane}.
 */
public final class ControlPlane implements Cluster {

    static final List<String> PROGRAMS =
            List.of("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl", "kwok");

    private static final Duration READY = Duration.ofMinutes(3);
    private static final int ATTEMPTS = 3;

    private final TemporaryDirectory directory;
    private final ControlPlaneFiles files;
    private final ControlPlaneProcesses processes;
    private double secondsToReady;

    private ControlPlane(TemporaryDirectory directory) {
        this.directory = directory;
        this.files = ControlPlaneFiles.write(directory.path(), FreePorts.next());
        this.processes = new ControlPlaneProcesses(files, ControlPlaneSite.loopback());
    }

    /** Starts one with the node {@code node-1}. */
    public static ControlPlane start() {
        return start(1);
    }

    /**
     * Starts one with the nodes {@code node-1}, {@code node-2}, ... and returns when they are Ready.
     *
     * @throws AssertionError if it is not ready within three minutes, with the end of the log of what failed
     */
    public static ControlPlane start(int nodes) {
        PROGRAMS.forEach(Tools::require);
        for (int attempt = 1; ; attempt++) {
            ControlPlane started = new ControlPlane(TemporaryDirectory.create("control-plane"));
            try {
                started.boot(nodes);
                return started;
            } catch (RuntimeException | AssertionError e) {
                boolean portTaken = started.processes.addressInUse();
                started.close();
                if (!portTaken || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void boot(int nodes) {
        long start = System.nanoTime();
        processes.startServer(READY);
        files.writeKubeconfig();
        waitUntil("the API server is ready", READY, () -> kubectlTry("get", "--raw", "/readyz")
                .output()
                .equals("ok"));
        processes.startControllers();
        processes.startNodes();
        apply(ControlPlaneFiles.resource("storage-class.yaml"));
        for (int number = 1; number <= nodes; number++) {
            apply(ControlPlaneFiles.resource("node.yaml").replace("NUMBER", Integer.toString(number)));
        }
        waitUntil("the nodes are Ready, and pods can be made", READY, () -> {
            kubectl("get", "serviceaccount/default", "configmap/kube-root-ca.crt", "--namespace=default");
            kubectl("wait", "nodes", "--all", "--for=condition=Ready", "--timeout=0s");
            return kubectl("get", "nodes", "--output=jsonpath={.items[*].spec.taints}")
                    .isBlank();
        });
        secondsToReady = (System.nanoTime() - start) / 1e9;
    }

    /** How long it took until pods could be made. */
    public double secondsToReady() {
        return secondsToReady;
    }

    @Override
    public Path kubeconfig() {
        return files.kubeconfig();
    }

    /** The API server's address, {@code https://127.0.0.1:PORT}. */
    public String url() {
        return files.url();
    }

    /** The administrator's bearer token; it is worth nothing outside this control plane. */
    public String token() {
        return files.token();
    }

    /** The API server's own certificate authority, a PEM file. */
    public Path certificateAuthority() {
        return files.certificateAuthority();
    }

    @Override
    public Path directory() {
        return directory.path();
    }

    /** The processes that run now. */
    public ProcessScan processes() {
        return processes.scan();
    }

    @Override
    public void requireAlive() {
        processes.requireAlive();
    }

    /** Ends its processes and deletes its directory. */
    @Override
    public void close() {
        processes.close();
        directory.close();
    }
}
