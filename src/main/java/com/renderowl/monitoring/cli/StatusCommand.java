package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.cluster.Kubectl;
import com.renderowl.monitoring.cli.doctor.Finding;
import com.renderowl.monitoring.cli.doctor.Finding.State;
import com.renderowl.monitoring.cli.engine.DeployedObject;
import com.renderowl.monitoring.cli.status.DockerStatus;
import com.renderowl.monitoring.cli.status.KubernetesStatus;
import com.renderowl.monitoring.cli.status.ObjectOwners;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.dashboards.InvalidDashboardException;
import com.renderowl.monitoring.machine.DockerApi;
import com.renderowl.monitoring.machine.NoEngineException;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.rules.InvalidRuleFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code monitoring status}. */
@Command(
        name = "status",
        description = {
            "Says how a deployed stack is now: what runs and what does not, with the reason.",
            "",
            "It asks the cluster, with kubectl, or the Docker engine and Prometheus there, and changes nothing. With Prometheus Operator it shows the operator's own words"
                    + " about Prometheus and Alertmanager, and about monitors and rules that it does not accept. It names the"
                    + " objects that belong to another stack now, or were replaced by another object.",
            "",
            "It ends with 0 when all is well, with 1 when something is not, and with 3 when nothing can be found out."
        },
        footer = {
            "",
            "Examples:",
            "  ./monitoring status",
            "  ./monitoring status production",
            "  ./monitoring status local"
        })
final class StatusCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Mixin
    private final StackParameter stack = new StackParameter();

    StatusCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        StackConfig config = workbench.configuration(stack.name());
        return switch (config.platform()) {
            case KUBERNETES, OPERATOR -> report(inCluster(config));
            case DOCKER -> report(onMachine(config));
        };
    }

    private List<Finding> inCluster(StackConfig config) {
        Destination destination = workbench.destination(stack.name());
        workbench.announce("Status of", stack.name(), destination);
        try {
            Kubectl kubectl = workbench.kubectl(stack.name());
            List<Finding> findings = new ArrayList<>(
                    new KubernetesStatus(StackModel.of(config), kubectl, workbench.claims(destination)).findings());
            if (!findings.isEmpty()) {
                findings.addAll(owners(kubectl));
            }
            return findings;
        } catch (InvalidRuleFileException | InvalidDashboardException refused) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(refused.getMessage()));
        }
    }

    private List<Finding> owners(Kubectl kubectl) {
        List<DeployedObject> deployed;
        try {
            deployed = workbench.deployed(stack.name());
        } catch (CommandFailure unreadable) {
            return List.of(Finding.note("owners of objects", "are not known. " + unreadable.getMessage()));
        }
        return ObjectOwners.findings(deployed, kubectl);
    }

    private List<Finding> onMachine(StackConfig config) {
        Destination destination = workbench.destination(stack.name());
        workbench.announce("Status of", stack.name(), destination);
        destination.check();
        if (!(destination instanceof Destination.Machine machine)) {
            throw new IllegalStateException("a stack on Docker goes to " + destination.description());
        }
        try {
            return new DockerStatus(StackModel.of(config), new DockerApi(machine.host())).findings();
        } catch (InvalidRuleFileException | InvalidDashboardException refused) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(refused.getMessage()));
        } catch (NoEngineException reason) {
            throw new CommandFailure(ExitCode.MISSING, String.valueOf(reason.getMessage()));
        }
    }

    private int report(List<Finding> findings) {
        if (findings.isEmpty()) {
            workbench
                    .console()
                    .print("The stack " + stack.name() + " is not there: './monitoring up " + stack.name()
                            + "' deploys it.");
            return ExitCode.FAILED;
        }
        FindingTable.print(findings, workbench.console());
        long problems = findings.stream()
                .filter(finding -> finding.state() == State.PROBLEM)
                .count();
        workbench.console().print("");
        workbench
                .console()
                .print(
                        problems == 0
                                ? "All is well."
                                : problems + (problems == 1 ? " problem." : " problems.") + " './monitoring doctor "
                                        + stack.name() + "' looks at what is around the stack.");
        return problems == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }
}
