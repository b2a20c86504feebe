package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.contract.MetricsPage;
import com.renderowl.monitoring.cli.session.StackFile;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.config.InvalidConfigurationException;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.rules.RuleSettings;
import com.renderowl.monitoring.rules.contract.ContractCheck;
import com.renderowl.monitoring.rules.contract.ContractFinding;
import com.renderowl.monitoring.rules.contract.Metric;
import com.renderowl.monitoring.rules.contract.MetricContract;
import com.renderowl.monitoring.rules.contract.MetricSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code monitoring contract}. */
@Command(
        name = "contract",
        description = {
            "Checks whether a running backend exposes the metrics that alerts and dashboards need: names, types, labels,"
                    + " bucket bounds.",
            "",
            "Send it some requests first: most libraries show a metric with labels only after its first event. Labels and"
                    + " bounds can depend on the section alerts of Pulumi.STACK.yaml. Nothing is changed.",
            "",
            "Ends with 0 if all is well, 1 if something is missing or wrong, 3 if nobody answers."
        },
        footer = {
            "",
            "Examples:",
            "  ./monitoring contract http://localhost:8080/metrics",
            "  kubectl port-forward -n renderowl-staging deploy/renderowl-backend 8080 &",
            "  ./monitoring contract localhost:8080 --stack production"
        })
final class ContractCommand implements Callable<Integer> {

    private static final int LONGEST_SECONDS = 300;

    private final Workbench workbench;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "URL",
            description = "The backend's metrics page; without a path, /metrics; without a protocol, http.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String address;

    @Option(
            names = "--stack",
            paramLabel = "STACK",
            defaultValue = "staging",
            description = "Whose alerts: a file Pulumi.STACK.yaml in the project (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String stack;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to wait for the page (default: ${DEFAULT-VALUE}).")
    private int timeout;

    ContractCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        if (timeout < 1 || timeout > LONGEST_SECONDS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--timeout is " + timeout + ": it must be from 1 to " + LONGEST_SECONDS
                            + " seconds, such as --timeout 10.");
        }
        List<Metric> wanted = MetricContract.of(settings()).metrics(MetricSource.BACKEND);
        MetricsPage page = MetricsPage.at(address.contains("://") ? address : "http://" + address, patience());
        List<ContractFinding> findings = ContractCheck.check(wanted, page.read());
        return report(wanted, findings, page);
    }

    private Duration patience() {
        return Duration.ofSeconds(timeout);
    }

    private RuleSettings settings() {
        String alerts = workbench.project().name() + ":alerts";
        Map<String, String> values = new HashMap<>(
                StackFile.read(workbench.project().stackFile(stack)).plainValues());
        values.keySet().retainAll(Set.of(alerts));
        try {
            return StackConfigReader.read(
                            new ConfigSource(values, Set.of()),
                            workbench.project().name(),
                            stack)
                    .config()
                    .alerts();
        } catch (InvalidConfigurationException refused) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(refused.getMessage()));
        }
    }

    private int report(List<Metric> wanted, List<ContractFinding> findings, MetricsPage page) {
        findings.forEach(finding -> workbench.console().print("FAIL " + finding));
        long wrong = findings.stream().map(ContractFinding::metric).distinct().count();
        if (wrong == 0) {
            workbench
                    .console()
                    .print(page.url() + " has all " + wanted.size()
                            + " metrics that alerts and dashboards need of the backend.");
            return ExitCode.DONE;
        }
        workbench
                .console()
                .say(page.url() + ": " + wrong + " of " + wanted.size()
                        + " metrics are missing or wrong. Alerts and panels that use them will stay silent or empty.");
        return ExitCode.FAILED;
    }
}
