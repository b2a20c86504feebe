package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.MonitoringProgram;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.cli.doctor.Finding;
import com.renderowl.monitoring.cli.doctor.Finding.State;
import com.renderowl.monitoring.cli.doctor.ProgramChecks;
import com.renderowl.monitoring.cli.doctor.StackChecks;
import com.renderowl.monitoring.cli.engine.Engine;
import com.renderowl.monitoring.cli.engine.LanguageHost;
import com.renderowl.monitoring.cli.engine.RehearsalEngine;
import com.renderowl.monitoring.cli.engine.RehearsalEngine.Rehearsal;
import com.renderowl.monitoring.cli.session.MixedSecrets;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.session.Sessions;
import com.renderowl.monitoring.cli.session.StackFile;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code monitoring doctor}. */
@Command(
        name = "doctor",
        description = {
            "Says what is there, what is missing and what to do. It builds nothing and touches no stack.",
            "",
            "It ends with 0 when 'up' would work, else with 3."
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
        findings.addAll(new StackChecks(workbench.project(), stack.name(), workbench.environment()).findings());
        findings.addAll(configuration());
        findings.forEach(this::print);
        boolean works = findings.stream().noneMatch(finding -> finding.state() == State.MISSING);
        workbench.console().print("");
        workbench
                .console()
                .print(
                        works
                                ? "'./monitoring up " + stack.name() + "' can run."
                                : "Cure what is missing, from the top.");
        return works ? ExitCode.DONE : ExitCode.MISSING;
    }

    /** Plays a preview, in which the program itself says what is wrong with its configuration. */
    private List<Finding> configuration() {
        try (LanguageHost host =
                LanguageHost.start(source -> new MonitoringProgram(source, new RunMode.Deploy()), Map.of())) {
            Rehearsal rehearsal =
                    RehearsalEngine.preview(host.address(), workbench.project().name(), stack.name(), values());
            List<Finding> findings = new ArrayList<>();
            rehearsal.errors().forEach(error -> findings.add(Finding.missing("Configuration", error)));
            rehearsal.warnings().forEach(warning -> findings.add(Finding.note("Configuration", warning)));
            if (rehearsal.succeeded()) {
                findings.add(0, Finding.ok("Configuration", "valid"));
            }
            return findings;
        } catch (CommandFailure failure) {
            return List.of(Finding.missing("Configuration", String.valueOf(failure.getMessage())));
        }
    }

    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>(
                StackFile.read(workbench.project().stackFile(stack.name())).plainValues());
        Engine engine = workbench.engines().found().orElse(null);
        if (engine != null) {
            Session session = new Sessions(workbench.project(), workbench.environment(), workbench.console())
                    .openForReading(stack.name(), engine);
            MixedSecrets.refuse(workbench.project(), session);
            StackFile config = StackFile.read(session.configFile());
            values.putAll(config.plainValues());
            if (config.hasSecrets()) {
                values.putAll(workbench.secrets(session));
            }
        }
        return values;
    }

    private void print(Finding finding) {
        List<String> lines = finding.detail().lines().toList();
        for (int line = 0; line < lines.size(); line++) {
            workbench
                    .console()
                    .print(String.format(
                            Locale.ROOT,
                            "%-20s %-8s %s",
                            line == 0 ? finding.subject() : "",
                            line == 0 ? finding.state().word() : "",
                            lines.get(line)));
        }
    }
}
