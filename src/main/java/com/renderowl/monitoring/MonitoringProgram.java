package com.renderowl.monitoring;

import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResourceOptions;
import com.renderowl.monitoring.cluster.KubectlLookup;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.config.InvalidConfigurationException;
import com.renderowl.monitoring.config.Platform;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.dashboards.InvalidDashboardException;
import com.renderowl.monitoring.docker.ComposeFile;
import com.renderowl.monitoring.docker.DockerStack;
import com.renderowl.monitoring.docker.DockerStackArgs;
import com.renderowl.monitoring.kubernetes.KubernetesStack;
import com.renderowl.monitoring.kubernetes.KubernetesStackArgs;
import com.renderowl.monitoring.kubernetes.operator.Definitions;
import com.renderowl.monitoring.kubernetes.operator.OperatedAlertmanager;
import com.renderowl.monitoring.kubernetes.operator.OperatedPrometheus;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.alertmanager.AlertmanagerConfiguration;
import com.renderowl.monitoring.model.prometheus.PrometheusConfiguration;
import com.renderowl.monitoring.model.prometheus.StandaloneConfiguration;
import com.renderowl.monitoring.rules.InvalidRuleFileException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The whole data flow: configuration, model, platform, stack outputs. */
public final class MonitoringProgram implements Consumer<Context> {

    private final ConfigSource source;
    private final RunMode mode;
    private final Map<String, String> renderedFiles = new ConcurrentHashMap<>();
    private final Map<String, Object> outputs = new ConcurrentHashMap<>();

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
     * @throws RunException with the whole report, when the configuration or a rule file is refused, or when there is no
     *     cluster or engine to deploy to; nothing is declared then
     */
    @Override
    public void accept(Context context) {
        StackConfigReader.Result result;
        try {
            result = StackConfigReader.read(source, context.projectName(), context.stackName());
        } catch (InvalidConfigurationException refused) {
            throw new RunException(refused.getMessage());
        }
        StackModel model = model(result.config());
        if (mode instanceof RunMode.CheckedDeploy checked) {
            switch (result.config().platform()) {
                case KUBERNETES, OPERATOR -> ClusterCheck.run(context, result.config(), checked);
                case DOCKER -> DockerCheck.run(context, model, result.secrets(), checked.environment());
            }
        }
        MissingSecrets.of(result.config(), result.secrets())
                .forEach(missing -> context.log().warn(missing));
        if (mode instanceof RunMode.Deploy deploy) {
            ReferredObject.check(context, result.config(), deploy.lookup());
        } else if (mode instanceof RunMode.CheckedDeploy checked) {
            ReferredObject.check(
                    context, result.config(), new KubectlLookup(KubectlLookup.PROGRAM, checked.environment()));
        }
        UnheardAlerts.of(result.config()).forEach(unheard -> context.log().warn(unheard));
        ExpectedPrometheus.of(model).ifPresent(expected -> context.log().info(expected));
        warnOfRehearsal(result.config(), context);
        switch (result.config().platform()) {
            case KUBERNETES -> {
                new KubernetesStack("monitoring", kubernetes(model, result.secrets()), ComponentResourceOptions.Empty);
                renderPrometheus(model);
            }
            case OPERATOR ->
                new KubernetesStack(
                        "monitoring",
                        operated(model, result.secrets(), context.log()::error),
                        ComponentResourceOptions.Empty);
            case DOCKER -> onDocker(model, result.secrets());
        }
        // The operator writes this file itself.
        if (model.alertmanager() != null && result.config().platform() != Platform.OPERATOR) {
            renderedFiles.put(
                    "alertmanager.yml",
                    AlertmanagerConfiguration.of(model.config()).toYaml());
        }
        model.ruleFiles().forEach((name, text) -> renderedFiles.put("rules/" + name, text));
        outputs.putAll(StackOutputs.of(model));
        outputs.forEach((name, value) -> context.export(name, Output.of(value)));
    }

    /** The stack's outputs by name, none of them secret; complete once the program has run. */
    public Map<String, Object> outputs() {
        return Map.copyOf(outputs);
    }

    private static void warnOfRehearsal(StackConfig config, Context context) {
        int divisor = config.alerts().timeDivisor();
        if (divisor > 1) {
            context.log()
                    .warn("Alerts fire " + divisor
                            + " times sooner than their runbooks say, which is for rehearsals only. For real use:"
                            + " ./monitoring config rm --path alerts.timeDivisor --stack " + config.stack());
        }
    }

    private static StackModel model(StackConfig config) {
        try {
            return StackModel.of(config);
        } catch (InvalidRuleFileException | InvalidDashboardException refused) {
            throw new RunException(refused.getMessage());
        }
    }

    /** The files of the stack that are no Kubernetes objects, by name; complete once the program has run. */
    public Map<String, String> renderedFiles() {
        return Map.copyOf(renderedFiles);
    }

    private KubernetesStackArgs operated(StackModel stack, StackSecrets values, Consumer<String> refuse) {
        Definitions definitions =
                mode instanceof RunMode.Render ? Definitions.unknown() : Definitions.inCluster(refuse);
        return kubernetes(stack, values)
                .with(
                        (name, model, secrets, declare, dependencies, options) -> new OperatedPrometheus(
                                name, model, secrets, declare, definitions, dependencies, options),
                        (name, model, secrets, declare, dependencies, options) -> new OperatedAlertmanager(
                                name, model, secrets, declare, definitions, dependencies, options));
    }

    /** Docker's provider can not write what it would do into files; a rendering is for Docker Compose instead. */
    private void onDocker(StackModel model, StackSecrets secrets) {
        if (mode instanceof RunMode.Render) {
            renderedFiles.putAll(ComposeFile.render(model, secrets));
        } else {
            new DockerStack("monitoring", new DockerStackArgs(model, secrets), ComponentResourceOptions.Empty);
        }
        renderPrometheus(model);
        renderedFiles.put("prometheus.yml", StandaloneConfiguration.of(model));
    }

    /** The operator writes Prometheus' configuration itself; on the other platforms it is ours. */
    private void renderPrometheus(StackModel model) {
        String prometheusYml = PrometheusConfiguration.of(model).toYaml();
        renderedFiles.put("prometheus.yml", prometheusYml);
        outputs.put("prometheusYml", prometheusYml);
    }

    private KubernetesStackArgs kubernetes(StackModel model, StackSecrets secrets) {
        return mode instanceof RunMode.Render render
                ? KubernetesStackArgs.rendered(model, secrets, render.directory(), render.includeSecrets())
                : KubernetesStackArgs.deployed(model, secrets);
    }
}
