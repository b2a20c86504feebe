package com.renderowl.monitoring;

import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResourceOptions;
import com.renderowl.monitoring.cluster.ClaimLookup;
import com.renderowl.monitoring.cluster.KubectlClaims;
import com.renderowl.monitoring.cluster.KubectlLookup;
import com.renderowl.monitoring.cluster.KubectlRunner;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.config.InvalidConfigurationException;
import com.renderowl.monitoring.config.Remedies;
import com.renderowl.monitoring.dashboards.InvalidDashboardException;
import com.renderowl.monitoring.docker.ComposeFile;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.alertmanager.AlertmanagerConfiguration;
import com.renderowl.monitoring.model.prometheus.PrometheusConfiguration;
import com.renderowl.monitoring.model.prometheus.StandaloneConfiguration;
import com.renderowl.monitoring.rules.InvalidRuleFileException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

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
        MonitoringStackArgs configured = read(context);
        if (mode instanceof RunMode.CheckedDeploy checked) {
            switch (configured.model.config().platform()) {
                case KUBERNETES, OPERATOR -> configured.requireCluster(checked, context.log()::warn);
                case DOCKER -> DockerCheck.run(context, configured.model, configured.secrets, checked.environment());
            }
        }
        MonitoringStackArgs stack = configured.fittingVolumes(claims(), context.log()::warn);
        StackModel model = stack.model;
        stack.warnings().forEach(context.log()::warn);
        if (mode instanceof RunMode.Deploy deploy) {
            ReferredObject.check(context, model.config(), deploy.lookup());
        } else if (mode instanceof RunMode.CheckedDeploy checked) {
            KubectlRunner kubectl = new KubectlRunner(KubectlLookup.PROGRAM, checked.environment());
            ReferredObject.check(context, model.config(), new KubectlLookup(kubectl));
        }
        ExpectedPrometheus.of(model).ifPresent(expected -> context.log().info(expected));
        PlannedCapacity.of(configured.model.config())
                .ifPresent(line -> context.log().info(line));
        PlatformComponents.declare(
                "monitoring",
                "",
                stack,
                mode,
                context.log()::error,
                UnaryOperator.identity(),
                ComponentResourceOptions.Empty);
        switch (model.config().platform()) {
            case KUBERNETES -> {
                renderPrometheus(model);
                renderAlertmanager(model);
            }
            case DOCKER -> {
                renderPrometheus(model);
                renderAlertmanager(model);
                renderedFiles.put("prometheus.yml", StandaloneConfiguration.of(model));
                if (mode instanceof RunMode.Render) {
                    renderedFiles.putAll(ComposeFile.render(model, stack.secrets));
                }
            }
            // The operator writes both configurations itself.
            case OPERATOR -> {}
        }
        model.ruleFiles().forEach((name, text) -> renderedFiles.put("rules/" + name, text));
        outputs.putAll(StackOutputs.of(model));
        outputs.forEach((name, value) -> context.export(name, Output.of(value)));
    }

    private ClaimLookup claims() {
        if (mode instanceof RunMode.Deploy deploy) {
            return deploy.claims();
        }
        return mode instanceof RunMode.CheckedDeploy checked
                ? new KubectlClaims(new KubectlRunner(KubectlLookup.PROGRAM, checked.environment()))
                : ClaimLookup.none();
    }

    /** The stack's outputs by name, none of them secret; complete once the program has run. */
    public Map<String, Object> outputs() {
        return Map.copyOf(outputs);
    }

    private MonitoringStackArgs read(Context context) {
        String stack = context.stackName();
        try {
            return MonitoringStackArgs.read(source, context.projectName(), stack, Remedies.commands(stack));
        } catch (InvalidConfigurationException | InvalidRuleFileException | InvalidDashboardException refused) {
            throw new RunException(refused.getMessage());
        }
    }

    /** The files of the stack that are no Kubernetes objects, by name; complete once the program has run. */
    public Map<String, String> renderedFiles() {
        return Map.copyOf(renderedFiles);
    }

    private void renderPrometheus(StackModel model) {
        String prometheusYml = PrometheusConfiguration.of(model).toYaml();
        renderedFiles.put("prometheus.yml", prometheusYml);
        outputs.put("prometheusYml", prometheusYml);
    }

    private void renderAlertmanager(StackModel model) {
        if (model.alertmanager() != null) {
            renderedFiles.put(
                    "alertmanager.yml",
                    AlertmanagerConfiguration.of(model.config()).toYaml());
        }
    }
}
