package com.renderowl.monitoring;

import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResourceOptions;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.config.InvalidConfigurationException;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.docker.DockerStack;
import com.renderowl.monitoring.docker.DockerStackArgs;
import com.renderowl.monitoring.kubernetes.KubernetesStack;
import com.renderowl.monitoring.kubernetes.KubernetesStackArgs;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.prometheus.PrometheusConfiguration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The whole data flow: configuration, model, platform, stack outputs. */
public final class MonitoringProgram implements Consumer<Context> {

    private final ConfigSource source;
    private final RunMode mode;
    private final Map<String, String> renderedFiles = new ConcurrentHashMap<>();

    /**
     * A program for one run.
     *
     * @param source the stack's configuration
     * @param mode what the run is for
     */
    public MonitoringProgram(ConfigSource source, RunMode mode) {
        this.source = source;
        this.mode = mode;
    }

    /**
     * Declares the stack's resources.
     *
     * @throws RunException with the whole report, when the configuration is refused; nothing is declared then
     */
    @Override
    public void accept(Context context) {
        StackConfigReader.Result result;
        try {
            result = StackConfigReader.read(source, context.projectName(), context.stackName());
        } catch (InvalidConfigurationException refused) {
            throw new RunException(refused.getMessage());
        }
        StackModel model = StackModel.of(result.config());
        MissingSecrets.of(result.config(), result.secrets())
                .forEach(missing -> context.log().warn(missing));
        switch (result.config().platform()) {
            case KUBERNETES ->
                new KubernetesStack("monitoring", kubernetes(model, result.secrets()), ComponentResourceOptions.Empty);
            case DOCKER ->
                new DockerStack(
                        "monitoring", new DockerStackArgs(model, result.secrets()), ComponentResourceOptions.Empty);
        }
        renderedFiles.put("prometheus.yml", PrometheusConfiguration.of(model).toYaml());
        model.ruleFiles().forEach((name, text) -> renderedFiles.put("rules/" + name, text));
        StackOutputs.of(model).forEach((name, value) -> context.export(name, Output.of(value)));
    }

    /** The files of the stack that are no Kubernetes objects, by name; complete once the program has run. */
    public Map<String, String> renderedFiles() {
        return Map.copyOf(renderedFiles);
    }

    private KubernetesStackArgs kubernetes(StackModel model, StackSecrets secrets) {
        return mode instanceof RunMode.Render render
                ? KubernetesStackArgs.rendered(model, secrets, render.directory(), render.includeSecrets())
                : KubernetesStackArgs.deployed(model, secrets);
    }
}
