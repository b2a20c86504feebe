package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.cli.cluster.ClusterAccess;
import com.renderowl.monitoring.cli.cluster.Reachability;
import com.renderowl.monitoring.cli.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code monitoring up}. */
@Command(
        name = "up",
        description = {
            "Deploys a stack to the cluster, or brings it up to date.",
            "",
            "The cluster is the one of the kubeconfig (KUBECONFIG, ~/.kube/config, a pod's service account). Without one,"
                    + " the stack is rendered into files instead, as 'render' does.",
            "",
            "On a terminal it shows what will change and asks; without one it goes ahead (--yes is added).",
            "What an interrupted run has left behind (a lock, operations cut off in the middle) is cleared up first."
        },
        footer = {
            "",
            "Examples:",
            "  ./monitoring up",
            "  ./monitoring up production --yes",
            "  ./monitoring up -- --skip-preview            what follows -- goes to 'pulumi up' as it is"
        })
final class UpCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Mixin
    private final StackParameter stack = new StackParameter();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    UpCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Optional<ClusterAccess> cluster = workbench.cluster(stack.name());
        if (cluster.isEmpty()) {
            return renderInstead();
        }
        try (InlineProgram program = InlineProgram.start(new RunMode.Deploy(), Map.of())) {
            workbench.announce("Deploying", stack.name(), cluster);
            Reachability.check(cluster.get());
            Session session = workbench.openToRun(stack.name());
            workbench.recover(session, program);
            List<String> options = new ArrayList<>();
            if (yes || !workbench.console().isTerminal()) {
                options.add("--yes");
            }
            return new EngineOperation(workbench, session, program).run("up", options);
        }
    }

    private int renderInstead() {
        workbench
                .console()
                .say("There is no cluster (no kubeconfig in KUBECONFIG or ~/.kube/config, not in a pod), so nothing is"
                        + " deployed: " + stack.name() + " is rendered into files.");
        int exitCode = new StackRenderer(workbench)
                .render(stack.name(), workbench.project().renderedFolder(stack.name()), false);
        if (exitCode == 0) {
            workbench
                    .console()
                    .say("To deploy with this command, give it a cluster: KUBECONFIG=FILE ./monitoring up "
                            + stack.name());
        }
        return exitCode;
    }
}
