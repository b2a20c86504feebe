package com.renderowl.monitoring.harness;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.pulumi.Context;
import com.pulumi.automation.AutomationException;
import com.pulumi.automation.DestroyOptions;
import com.pulumi.automation.LocalWorkspace;
import com.pulumi.automation.LocalWorkspaceOptions;
import com.pulumi.automation.PreviewOptions;
import com.pulumi.automation.RefreshOptions;
import com.pulumi.automation.UpOptions;
import com.pulumi.automation.WorkspaceStack;
import com.renderowl.monitoring.MonitoringProgram;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.SdkWorkaround;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.docker.DockerStack;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stack of the real engine, by default running {@link MonitoringProgram} in this JVM through the Automation API.
 *
 * <p>The engine itself is asked for the configuration that the program gets, so defaults in {@code Pulumi.yaml} and
 * encrypted values behave as they do for users. Changed configuration counts from the next operation on.
 */
public final class EngineStack implements AutoCloseable {

    /** Kept, since the JVM forgets the settings of a logger that nobody refers to. */
    private static final List<Logger> SILENCED = Stream.of(
                    // What a failing program says arrives in the engine's diagnostics.
                    "com.pulumi.deployment.internal.DeploymentImpl",
                    // The SDK never closes its channels.
                    "io.grpc.internal.ManagedChannelOrphanWrapper")
            .map(Logger::getLogger)
            .toList();

    static {
        SdkWorkaround.apply();
        SILENCED.forEach(logger -> logger.setFilter(unused -> false));
    }

    private final String name;
    private final Pulumi pulumi = Pulumi.create();
    private final EngineCommand command = new EngineCommand(pulumi);
    private final EngineConfig config;
    private Function<ConfigSource, Consumer<Context>> program =
            source -> new MonitoringProgram(source, new RunMode.Deploy());
    private @Nullable WorkspaceStack stack;
    private boolean hosted;

    private EngineStack(String name) {
        this.name = name;
        this.config = new EngineConfig(pulumi, name);
    }

    /** A new stack with no configuration and no cluster. */
    public static EngineStack create(String name) {
        return new EngineStack(name);
    }

    /** Makes a cluster the one of its kubeconfig. */
    public EngineStack on(Cluster cluster) {
        return withEnvironment("KUBECONFIG", cluster.kubeconfig().toString());
    }

    /** Makes an engine the one that containers go to, with the plugin for it in place of the one for clusters. */
    public EngineStack on(DockerEngine engine) {
        return withDockerAt(engine.host());
    }

    /** The same with the address of an engine, which need not be there. */
    public EngineStack withDockerAt(String address) {
        pulumi.useDockerPlugin(DockerStack.PLUGIN_VERSION);
        return withEnvironment("DOCKER_HOST", address);
    }

    /** Sets a variable for the engine, its plugins and a hosted program. */
    public EngineStack withEnvironment(String variable, String value) {
        pulumi.environment(variable, value);
        return this;
    }

    /**
     * Replaces all configuration that is not secret.
     *
     * @param values key, of this project unless it has a namespace, to a string, number, boolean, list or map
     */
    public EngineStack withConfig(Map<String, ?> values) {
        config.replace(values);
        return this;
    }

    /** Replaces all configuration that is not secret by the project's own file for a stack of this name. */
    public EngineStack withCommittedConfig() {
        config.replaceByCommitted();
        return this;
    }

    /**
     * Sets one secret; the value goes to the engine by standard input and into the stack's file encrypted.
     *
     * @param key a key, or a path as {@code config set --path} takes it: {@code secrets.redisPassword}
     */
    public EngineStack withSecret(String key, String value) {
        config.secret(key, value);
        return this;
    }

    /** Runs the product's program for another purpose than a deployment. */
    public EngineStack withMode(RunMode mode) {
        return withProgram(given -> new MonitoringProgram(given, mode));
    }

    /** Runs another program. */
    public EngineStack withProgram(Function<ConfigSource, Consumer<Context>> inline) {
        program = inline;
        hosted = false;
        return this;
    }

    /**
     * Runs a main class in a JVM of its own, started by the Java language host, as plain {@code pulumi} does.
     *
     * @param mainClass has to call {@link SdkWorkaround#apply()}, or may never end on newer JDKs
     */
    public EngineStack withHostedProgram(Class<?> mainClass) {
        pulumi.runProgramOf(mainClass);
        hosted = true;
        return this;
    }

    /** Previews with a detailed diff. */
    public EngineRun preview() {
        return tryPreview().requireSuccess();
    }

    /** Previews, whatever comes of it. */
    public EngineRun tryPreview() {
        return run(List.of("preview", "--diff"), () -> stack().preview(
                        PreviewOptions.builder().program(inline()).diff(true).build()));
    }

    /** Updates without a preview before. */
    public EngineRun up() {
        return tryUp().requireSuccess();
    }

    /** Updates, whatever comes of it. */
    public EngineRun tryUp() {
        return run(List.of("up", "--yes", "--skip-preview"), () -> stack().up(
                        UpOptions.builder().program(inline()).build()));
    }

    /**
     * Updates, and ends the engine and its plugins as a crash would, as soon as the events so far, or whatever else is
     * asked about every 20 ms, say so.
     *
     * @throws AssertionError if the update ended before
     */
    public EngineRun upKilledAt(Predicate<List<JsonObject>> moment) {
        command.killAt(moment);
        EngineRun run = tryUp();
        if (run.exitCode() != 128 + 9) {
            throw new AssertionError("The update ended with exit code %d before it was killed:%n%s"
                    .formatted(run.exitCode(), run.text()));
        }
        return run;
    }

    /** Reads the resources' state from the cluster. */
    public EngineRun refresh() {
        return run(List.of("refresh", "--yes", "--skip-preview"), () -> stack().refresh(
                                RefreshOptions.builder().build()))
                .requireSuccess();
    }

    /** Deletes all resources. */
    public EngineRun destroy() {
        return tryDestroy().requireSuccess();
    }

    /** Deletes all resources, whatever comes of it. */
    public EngineRun tryDestroy() {
        return run(List.of("destroy", "--yes", "--skip-preview"), () -> stack().destroy(
                        DestroyOptions.builder().build()));
    }

    /** The state as {@code pulumi stack export} shows it, with secrets encrypted. */
    public JsonObject export() {
        return parse("stack", "export").getAsJsonObject();
    }

    /** The stack's outputs, secret ones as {@code [secret]}. */
    public JsonObject outputs() {
        return parse("stack", "output", "--json").getAsJsonObject();
    }

    /** Breaks the lock that a killed engine leaves behind, as {@code pulumi cancel} does. */
    public void breakLock() {
        pulumi("cancel", "--yes", name).requireOutput();
    }

    /** Any other command of the engine on the prepared stack, whatever comes of it. */
    public CommandOutcome pulumi(String... arguments) {
        prepare();
        return pulumi.run(arguments);
    }

    /** The configuration that the program gets. */
    public ConfigSource configSource() {
        prepare();
        return config.source();
    }

    /** The engine beneath. */
    public Pulumi engine() {
        return pulumi;
    }

    /** Ends what still runs and forgets the stack with its state; what it deployed stays. */
    @Override
    public void close() {
        pulumi.close();
    }

    private EngineRun run(List<String> hostedLine, Operation operation) {
        prepare();
        if (hosted) {
            return command.operate(hostedLine);
        }
        try {
            operation.run();
        } catch (AutomationException e) {
            if (command.last().filter(run -> !run.succeeded()).isEmpty()) {
                throw new IllegalStateException(e);
            }
        }
        return command.last().orElseThrow();
    }

    private Consumer<Context> inline() {
        return program.apply(configSource());
    }

    private WorkspaceStack stack() {
        if (stack == null) {
            try {
                LocalWorkspaceOptions options = LocalWorkspaceOptions.builder()
                        .pulumiCommand(command)
                        .workDir(pulumi.project())
                        .build();
                stack = WorkspaceStack.create(name, LocalWorkspace.create(options));
            } catch (AutomationException e) {
                throw new IllegalStateException("Cannot create the stack " + name, e);
            }
        }
        return stack;
    }

    private void prepare() {
        stack();
        config.write();
    }

    /** An operation of the Automation API. */
    @FunctionalInterface
    private interface Operation {
        void run() throws AutomationException;
    }

    private JsonElement parse(String... arguments) {
        return JsonParser.parseString(pulumi(arguments).requireOutput());
    }
}
