package com.renderowl.monitoring.cli;

import com.pulumi.Context;
import com.pulumi.deployment.Deployment;
import com.pulumi.exceptions.RunException;
import com.renderowl.monitoring.MonitoringProgram;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.UnfitMachineException;
import com.renderowl.monitoring.cli.engine.EventLog;
import com.renderowl.monitoring.cli.engine.LanguageHost;
import com.renderowl.monitoring.cli.engine.RehearsalEngine;
import com.renderowl.monitoring.cli.engine.RehearsalEngine.Rehearsal;
import com.renderowl.monitoring.cli.session.SocketFolder;
import com.renderowl.monitoring.cli.support.Project;
import com.renderowl.monitoring.config.ConfigSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The program as a language host that starts in the background, while the command prepares what else it needs. */
final class InlineProgram implements AutoCloseable {

    private final String project;
    private final String stack;
    private final AtomicBoolean refusedConfiguration;
    private volatile boolean refusedUpdate;
    private volatile Supplier<Optional<String>> updateGate = Optional::empty;
    private volatile Map<String, String> renderedFiles = Map.of();
    private volatile Map<String, Object> outputs = Map.of();
    private final FutureTask<LanguageHost> host;

    private InlineProgram(Project project, String stack, RunMode mode, Map<String, String> decryptedConfig) {
        this.project = project.name();
        this.stack = stack;
        refusedConfiguration = new AtomicBoolean();
        host = new FutureTask<>(() -> LanguageHost.start(
                SocketFolder.create(project.privateFolder()),
                project.name(),
                stack,
                source -> program(source, mode),
                decryptedConfig));
    }

    /**
     * Starts serving.
     *
     * @param project this project
     * @param stack of it that the engine is going to work on
     * @param mode what the program is run for
     * @param decryptedConfig see {@link LanguageHost#start}
     */
    static InlineProgram start(Project project, String stack, RunMode mode, Map<String, String> decryptedConfig) {
        InlineProgram program = new InlineProgram(project, stack, mode, decryptedConfig);
        Thread thread = new Thread(program.host, "language-host");
        thread.setDaemon(true);
        thread.start();
        return program;
    }

    /** What makes the engine run this program instead of starting one. */
    List<String> engineArguments() {
        return List.of("--client=" + host().address(), "--exec-kind", "auto.inline");
    }

    /** A log of the engine's operation that is started next. */
    EventLog record() {
        return host().record();
    }

    /**
     * Runs the program without an engine, to its end.
     *
     * @param config full key to value, without what is decrypted
     */
    Rehearsal rehearse(Map<String, String> config) {
        return RehearsalEngine.run(host(), project, stack, config, false);
    }

    /** Whether a run ended because the program refused the stack's configuration, before it declared anything. */
    boolean refusedConfiguration() {
        return refusedConfiguration.get();
    }

    /**
     * Asks for permission before each update. The engine runs the program a second time when it goes over from the preview
     * to the update, with the stack locked: then the plan is complete, and nothing is changed yet.
     *
     * @param gate says why the update must not be, if so
     */
    void guardUpdate(Supplier<Optional<String>> gate) {
        updateGate = gate;
    }

    /** Whether an update ended because it was not permitted. */
    boolean refusedUpdate() {
        return refusedUpdate;
    }

    /** The files that the last successful run rendered itself, by name. */
    Map<String, String> renderedFiles() {
        return renderedFiles;
    }

    /** The stack's outputs of the last successful run, by name. */
    Map<String, Object> outputs() {
        return outputs;
    }

    @Override
    public void close() {
        host().close();
    }

    private Consumer<Context> program(ConfigSource source, RunMode mode) {
        MonitoringProgram program = new MonitoringProgram(source, mode);
        return context -> {
            try {
                if (!Deployment.getInstance().isDryRun()) {
                    updateGate.get().ifPresent(this::refuse);
                }
                program.accept(context);
                renderedFiles = program.renderedFiles();
                outputs = program.outputs();
            } catch (RunException refused) {
                refusedConfiguration.set(!refusedUpdate && !(refused instanceof UnfitMachineException));
                throw refused;
            }
        };
    }

    private void refuse(String reason) {
        refusedUpdate = true;
        throw new RunException(reason);
    }

    private LanguageHost host() {
        try {
            return host.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The program could not be served to the engine", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the language host started", e);
        }
    }
}
