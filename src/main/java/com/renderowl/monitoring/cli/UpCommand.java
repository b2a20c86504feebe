package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.MonitoringProgram;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.cli.cluster.ClusterAccess;
import com.renderowl.monitoring.cli.cluster.Kubeconfig;
import com.renderowl.monitoring.cli.cluster.Reachability;
import com.renderowl.monitoring.cli.engine.PulumiProgram.Result;
import com.renderowl.monitoring.cli.session.Backend;
import com.renderowl.monitoring.cli.session.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code monitoring preview}. */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Shows what an up would change; touches nothing.")
final class UpCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Mixin
    private final StackParameter stack = new StackParameter();

    UpCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        long t0 = System.currentTimeMillis();
        try (InlineProgram program =
                InlineProgram.start(source -> new MonitoringProgram(source, new RunMode.Deploy()), Map.of())) {
            Optional<ClusterAccess> cluster = Kubeconfig.find(workbench.environment());
            Backend backend = Backend.of(workbench.project(), workbench.environment());
            workbench
                    .console()
                    .say("Previewing " + stack.name() + ": " + backend.description() + ", "
                            + cluster.map(ClusterAccess::description).orElse("no cluster") + ".");
            cluster.ifPresent(Reachability::check);
            Session session = workbench.open(stack.name());
            System.err.println("T session " + (System.currentTimeMillis() - t0));
            List<String> arguments = session.arguments("up");
            arguments.addAll(program.engineArguments());
            arguments.addAll(workbench.engineArguments());
            System.err.println("T start " + (System.currentTimeMillis() - t0));
            Result result = session.pulumi().startAttached(arguments).await();
            System.err.println("T end " + (System.currentTimeMillis() - t0));
            return result.exitCode();
        }
    }
}
