package com.renderowl.monitoring.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The running programs of a control plane. */
final class ControlPlaneProcesses implements AutoCloseable {

    /** Nodes with a heartbeat, pods that become Ready, complete and go: files of the kwok module. */
    private static final List<String> STAGES = List.of(
            "node-initialize.yaml",
            "node-heartbeat-with-lease.yaml",
            "pod-ready.yaml",
            "pod-complete.yaml",
            "pod-delete.yaml");

    private final ControlPlaneFiles files;
    private final ControlPlaneSite site;
    private final ProcessScan scan = ProcessScan.create();
    private final Deque<ManagedProcess> newestFirst = new ArrayDeque<>();

    ControlPlaneProcesses(ControlPlaneFiles files, ControlPlaneSite site) {
        this.files = files;
        this.site = site;
    }

    /** Starts etcd and the API server; returns when the server has made its certificate. */
    void startServer(Duration deadline) {
        String clients = "http://127.0.0.1:" + FreePorts.next();
        start(
                "etcd",
                "--data-dir=" + files.directory().resolve("etcd"),
                "--listen-client-urls=" + clients,
                "--advertise-client-urls=" + clients,
                "--listen-peer-urls=http://127.0.0.1:" + FreePorts.next(),
                "--unsafe-no-fsync");
        List<String> options = new ArrayList<>(List.of(
                "--etcd-servers=" + clients,
                "--secure-port=" + files.port(),
                "--cert-dir=" + files.certificates(),
                "--token-auth-file=" + files.tokenFile(),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + files.serviceAccountKey(),
                "--service-account-signing-key-file=" + files.serviceAccountKey(),
                "--allow-privileged=true"));
        options.addAll(site.serverOptions());
        ManagedProcess server = start("kube-apiserver", options.toArray(String[]::new));
        server.await("it has made its certificate", deadline, files::certificateWritten);
    }

    /** Starts the programs that need a kubeconfig and a ready API server. */
    void startControllers() {
        String kubeconfig = "--kubeconfig=" + files.kubeconfig();
        List<String> options = new ArrayList<>(List.of(
                kubeconfig,
                "--service-account-private-key-file=" + files.serviceAccountKey(),
                "--root-ca-file=" + files.certificateAuthority(),
                "--use-service-account-credentials=true",
                // On a busy machine a heartbeat can be late; the nodes shall not be drained for that.
                "--node-monitor-grace-period=10m",
                // The default of 20 requests a second makes it wait for 4 s while it starts.
                "--kube-api-qps=500",
                "--kube-api-burst=500",
                "--secure-port=0",
                "--leader-elect=false"));
        options.addAll(site.controllerOptions());
        start("kube-controller-manager", options.toArray(String[]::new));
        start("kube-scheduler", kubeconfig, "--secure-port=0", "--leader-elect=false");
    }

    /** Starts what plays the nodes. */
    void startNodes() {
        String kubeconfig = "--kubeconfig=" + files.kubeconfig();
        List<String> kwok = new ArrayList<>(List.of(
                kubeconfig,
                "--manage-all-nodes=true",
                "--node-lease-duration-seconds=40",
                "--server-address=127.0.0.1:" + FreePorts.next()));
        stageFiles().forEach(file -> kwok.add("--config=" + file));
        start("kwok", kwok.toArray(String[]::new));
    }

    ProcessScan scan() {
        return scan;
    }

    void requireAlive() {
        newestFirst.forEach(ManagedProcess::requireAlive);
    }

    /** Whether one of them found its port taken. */
    boolean addressInUse() {
        return newestFirst.stream().anyMatch(process -> process.log().contains("address already in use"));
    }

    /** Ends the newest first, so that nothing loses its server while it runs. */
    @Override
    public void close() {
        while (!newestFirst.isEmpty()) {
            newestFirst.pop().close();
        }
    }

    private ManagedProcess start(String name, String... arguments) {
        Command command =
                site.place(files.directory(), Tools.require(name), arguments).partOf(scan);
        ManagedProcess process =
                ManagedProcess.start(name, command, files.directory().resolve(name + ".log"));
        newestFirst.push(process);
        return process;
    }

    private List<Path> stageFiles() {
        Path given = Tools.projectRoot().resolve("tools/bin/kwok-stages");
        List<Path> stages = new ArrayList<>();
        for (String name : STAGES) {
            Path file = given.resolve(name);
            if (!Files.exists(file)) {
                throw new IllegalStateException("No " + name + " in tools/bin/kwok-stages: tools/build controlplane");
            }
            stages.add(file);
        }
        stages.add(Tools.projectRoot().resolve("src/test/resources/harness/volume-stages.yaml"));
        return stages;
    }
}
