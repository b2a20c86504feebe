package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.ClaimedVolumes;
import com.renderowl.monitoring.MonitoringProgram;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.cli.doctor.DockerDisk;
import com.renderowl.monitoring.cli.doctor.Finding;
import com.renderowl.monitoring.cli.doctor.Finding.State;
import com.renderowl.monitoring.cli.doctor.OperatorChecks;
import com.renderowl.monitoring.cli.doctor.ProgramChecks;
import com.renderowl.monitoring.cli.doctor.StackChecks;
import com.renderowl.monitoring.cli.doctor.VolumeFindings;
import com.renderowl.monitoring.cli.engine.Engine;
import com.renderowl.monitoring.cli.engine.LanguageHost;
import com.renderowl.monitoring.cli.engine.RehearsalEngine;
import com.renderowl.monitoring.cli.engine.RehearsalEngine.Rehearsal;
import com.renderowl.monitoring.cli.session.MixedSecrets;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.session.Sessions;
import com.renderowl.monitoring.cli.session.SocketFolder;
import com.renderowl.monitoring.cli.session.StackFile;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.config.Remedies;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.machine.DockerApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code monitoring doctor}. */
@Command(
        name = "doctor",
        description = {
            "Says what is there, what is missing and what to do. It builds nothing and touches no stack.",
            "",
            "For a stack of Prometheus Operator it also asks the cluster, with kubectl, whether its definitions are there and new"
                    + " enough, and whether a Prometheus selects the stack's monitors and rules.",
            "",
            "It ends with 0 when all is well, with 3 when 'up' would fail, and with 1 when 'up' would work, but something"
                    + " in the cluster would not be monitored."
        },
        footer = {"", "Examples:", "  ./monitoring doctor", "  ./monitoring doctor production"})
final class DoctorCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Mixin
    private final StackParameter stack = new StackParameter();

    DoctorCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        workbench.project().stackFile(stack.name());
        List<Finding> findings = new ArrayList<>();
        List<Finding> programs =
                new ProgramChecks(workbench.environment(), workbench.engines(), workbench.tools()).findings();
        findings.addAll(programs);
        List<Finding> ofStack = new StackChecks(workbench.project(), stack.name(), workbench.environment()).findings();
        findings.addAll(ofStack);
        List<Finding> configuration = configuration();
        findings.addAll(configuration);
        if (Stream.concat(ofStack.stream(), configuration.stream())
                .noneMatch(finding -> finding.state() == State.MISSING)) {
            findings.addAll(operator());
            findings.addAll(volumes());
        }
        FindingTable.print(findings, workbench.console());
        workbench.console().print("");
        if (findings.stream().anyMatch(finding -> finding.state() == State.MISSING)) {
            workbench.console().print("Cure what is missing, from the top.");
            return ExitCode.MISSING;
        }
        boolean isWell = findings.stream().noneMatch(finding -> finding.state() == State.PROBLEM);
        workbench
                .console()
                .print("'./monitoring up " + stack.name() + "' can run"
                        + (isWell ? "." : ", but look at what is called a problem here."));
        return isWell ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** Asks the cluster, where it has to have something before the stack works. */
    private List<Finding> operator() {
        StackConfig config = workbench.configuration(stack.name());
        return switch (config.platform()) {
            case OPERATOR -> operator(config);
            case KUBERNETES, DOCKER -> List.of();
        };
    }

    /** What the volumes of a stack that is deployed have, and whether they can get the configured size. */
    private List<Finding> volumes() {
        StackConfig config = workbench.configuration(stack.name());
        Destination destination = workbench.destination(stack.name());
        if (destination instanceof Destination.Machine machine) {
            return List.of(DockerDisk.finding(config, new DockerApi(machine.host())));
        }
        ClaimedVolumes claimed = ClaimedVolumes.of(config, workbench.claims(destination));
        List<Finding> findings = new ArrayList<>(VolumeFindings.of(config, claimed));
        claimed.problems(Remedies.commands(config.stack()))
                .forEach(problem -> findings.add(Finding.missing("Volumes", problem.toString())));
        return findings;
    }

    private List<Finding> operator(StackConfig config) {
        if (workbench.cluster(stack.name()).isEmpty()) {
            return List.of();
        }
        try {
            return new OperatorChecks(config, workbench.kubectl(stack.name())).findings();
        } catch (CommandFailure failure) {
            // 'up' needs no kubectl.
            return List.of(Finding.note("Operator", String.valueOf(failure.getMessage())));
        }
    }

    /** Plays a preview, in which the program itself says what is wrong with its configuration. */
    private List<Finding> configuration() {
        Values values;
        try {
            values = values();
        } catch (CommandFailure failure) {
            return List.of(Finding.missing("Configuration", String.valueOf(failure.getMessage())));
        }
        try (LanguageHost host = LanguageHost.start(
                SocketFolder.create(workbench.project().privateFolder()),
                workbench.project().name(),
                stack.name(),
                source -> new MonitoringProgram(source, new RunMode.Deploy()),
                values.secrets())) {
            Rehearsal rehearsal =
                    RehearsalEngine.run(host, workbench.project().name(), stack.name(), values.plain(), true);
            List<Finding> findings = new ArrayList<>();
            rehearsal.errors().forEach(error -> findings.add(Finding.missing("Configuration", error)));
            rehearsal.warnings().forEach(warning -> findings.add(Finding.note("Configuration", warning)));
            if (rehearsal.succeeded()) {
                findings.add(0, Finding.ok("Configuration", "valid"));
            }
            return findings;
        }
    }

    private record Values(Map<String, String> plain, Map<String, String> secrets) {}

    private Values values() {
        Map<String, String> plain = new HashMap<>(
                StackFile.read(workbench.project().stackFile(stack.name())).plainValues());
        Engine engine = workbench.engines().found().orElse(null);
        if (engine == null) {
            return new Values(plain, Map.of());
        }
        Session session = new Sessions(workbench.project(), workbench.environment(), workbench.console())
                .openForReading(stack.name(), engine);
        MixedSecrets.refuse(workbench.project(), stack.name(), session.configFile());
        StackFile config = StackFile.read(session.configFile());
        plain.putAll(config.plainValues());
        return new Values(plain, config.hasSecrets() ? DecryptedSecrets.of(session, workbench) : Map.of());
    }
}
