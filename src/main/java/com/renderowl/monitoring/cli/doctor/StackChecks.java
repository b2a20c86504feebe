package com.renderowl.monitoring.cli.doctor;

import com.renderowl.monitoring.cli.cluster.Reachability;
import com.renderowl.monitoring.cli.session.Backend;
import com.renderowl.monitoring.cli.session.Passphrase;
import com.renderowl.monitoring.cli.session.StackFile;
import com.renderowl.monitoring.cli.session.StateFolder;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.Project;
import com.renderowl.monitoring.cluster.ClusterAccess;
import com.renderowl.monitoring.cluster.Kubeconfig;
import com.renderowl.monitoring.cluster.NoClusterException;
import com.renderowl.monitoring.machine.DockerApi;
import com.renderowl.monitoring.machine.DockerHost;
import com.renderowl.monitoring.machine.NoEngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stack: where its state is, what encrypts it, which cluster it goes to. */
public final class StackChecks {

    private final Project project;
    private final String stack;
    private final Map<String, String> environment;

    /**
     * @param project with the stack
     * @param stack its name
     * @param environment of the user
     */
    public StackChecks(Project project, String stack, Map<String, String> environment) {
        this.project = project;
        this.stack = stack;
        this.environment = Map.copyOf(environment);
    }

    /** Looks at all of it; changes nothing. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        Backend backend = Backend.of(project, environment);
        findings.add(Finding.ok("Backend", backend.description()));
        if (backend instanceof Backend.Embedded embedded) {
            StateFolder state = new StateFolder(embedded.folder(), project.name(), stack);
            findings.add(Finding.ok(
                    "Stack " + stack, state.hasStack() ? "exists" : "not created yet: the first command does it"));
            findings.add(passphrase());
            if (!state.lockFiles().isEmpty()) {
                findings.add(Finding.note(
                        "Lock", "somebody is working on the stack, or was killed; 'up' finds out and says so"));
            }
            if (state.hasPendingOperations()) {
                findings.add(
                        Finding.note("Interrupted", "the last run was cut off in the middle; 'up' puts it in order"));
            }
        }
        findings.add(StackFile.read(project.stackFile(stack)).isOnDocker(project.name()) ? engine() : cluster());
        return findings;
    }

    private Finding passphrase() {
        if (Passphrase.isSetIn(environment)) {
            return Finding.ok("Passphrase", "yours, from the environment");
        }
        Path file = Passphrase.fileIn(project.privateFolder());
        return Finding.ok(
                "Passphrase",
                Files.exists(file) ? "in .monitoring/passphrase" : "not made yet: the first command does it");
    }

    private Finding engine() {
        try {
            DockerHost host = DockerHost.find(environment);
            DockerApi engine = new DockerApi(host);
            engine.check();
            return Finding.ok(
                    "Docker", host.description() + (engine.canAsk() ? " answers" : ", which only the plugin can ask"));
        } catch (NoEngineException failure) {
            return Finding.missing("Docker", String.valueOf(failure.getMessage()));
        }
    }

    private Finding cluster() {
        try {
            String context = StackFile.read(project.stackFile(stack))
                    .clusterContext(project.name())
                    .orElse("");
            Optional<ClusterAccess> cluster = Kubeconfig.find(environment, context);
            if (cluster.isEmpty()) {
                return Finding.note(
                        "Cluster",
                        "none (KUBECONFIG, ~/.kube/config, a pod's service account): 'up' renders files instead");
            }
            Reachability.check(cluster.get());
            return Finding.ok(
                    "Cluster",
                    cluster.get().description() + " answers; from "
                            + cluster.get().source());
        } catch (CommandFailure | NoClusterException failure) {
            return Finding.missing("Cluster", String.valueOf(failure.getMessage()));
        }
    }
}
