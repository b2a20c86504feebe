package com.renderowl.monitoring.cli;

import com.google.gson.Gson;
import com.renderowl.monitoring.MonitoringProgram;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.cli.engine.LanguageHost;
import com.renderowl.monitoring.cli.engine.PulumiProgram;
import com.renderowl.monitoring.cli.engine.RehearsalEngine;
import com.renderowl.monitoring.cli.session.Backend;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
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
    public Integer call() throws IOException {
        workbench.cluster(STACK);
        Backend.of(workbench.project(), workbench.environment());
        new PulumiProgram(Path.of("/bin/sh"), workbench.project().folder(), workbench.environment())
                .startAttached(List.of("-c", "exit"))
                .await();
        String project = workbench.project().name();
        try (LanguageHost host =
                LanguageHost.start(source -> new MonitoringProgram(source, new RunMode.Deploy()), Map.of())) {
            RehearsalEngine.preview(host.address(), project, STACK, config());
        }
        return ExitCode.DONE;
    }

    /** The committed values, as the engine hands them over; secrets need not be there. */
    private Map<String, String> config() throws IOException {
        Map<String, String> config = new HashMap<>();
        Object file = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(workbench.project().stackFile(STACK)));
        if (file instanceof Map<?, ?> map && map.get("config") instanceof Map<?, ?> values) {
            values.forEach((key, value) -> {
                boolean isStructured = value instanceof Map || value instanceof List;
                config.put(String.valueOf(key), isStructured ? new Gson().toJson(value) : String.valueOf(value));
            });
        }
        return config;
    }
}
