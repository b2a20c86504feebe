package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.MonitoringProgram;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.cli.engine.LanguageHost;
import com.renderowl.monitoring.cli.engine.PulumiProgram;
import com.renderowl.monitoring.cli.engine.RehearsalEngine;
import com.renderowl.monitoring.cli.session.Backend;
import com.renderowl.monitoring.cli.session.SocketFolder;
import com.renderowl.monitoring.cli.session.StackFile;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Does what a preview does, without an engine and without leaving a trace. The start script runs it once after a build,
 * to write down what the JVM loads (class data sharing), which makes every later start faster.
 */
@Command(name = "training-run", hidden = true)
final class TrainingRunCommand implements Callable<Integer> {

    private static final String STACK = "staging";

    private final Workbench workbench;

    TrainingRunCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        workbench.cluster(STACK);
        Backend.of(workbench.project(), workbench.environment());
        new PulumiProgram(Path.of("/bin/sh"), workbench.project().folder(), workbench.environment())
                .startAttached(List.of("-c", "exit"))
                .await();
        String project = workbench.project().name();
        try (LanguageHost host = LanguageHost.start(
                SocketFolder.create(workbench.project().privateFolder()),
                project,
                STACK,
                source -> new MonitoringProgram(source, new RunMode.Deploy()),
                Map.of())) {
            RehearsalEngine.run(
                    host,
                    project,
                    STACK,
                    StackFile.read(workbench.project().stackFile(STACK)).plainValues(),
                    true);
        }
        return ExitCode.DONE;
    }
}
