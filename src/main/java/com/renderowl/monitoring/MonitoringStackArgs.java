package com.renderowl.monitoring;

import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ResourceArgs;
import com.renderowl.monitoring.cluster.ClaimLookup;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.config.ExportersConfig;
import com.renderowl.monitoring.config.InvalidConfigurationException;
import com.renderowl.monitoring.config.KeyPath;
import com.renderowl.monitoring.config.Problem;
import com.renderowl.monitoring.config.Remedies;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.dashboards.InvalidDashboardException;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.rules.InvalidRuleFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A stack as it was read, all of it checked before anything is declared: what every way to run one starts from. */
public final class MonitoringStackArgs extends ResourceArgs {

    final StackModel model;
    final StackSecrets secrets;
    private final Remedies remedies;

    private MonitoringStackArgs(StackModel model, StackSecrets secrets, Remedies remedies) {
        this.model = model;
        this.secrets = secrets;
        this.remedies = remedies;
    }

    /**
     * Reads a stack.
     *
     * @param source its configuration
     * @param project the namespace of the configuration's keys
     * @param stack the stack's name, of which defaults are made
     * @param remedies how its user changes the configuration
     * @throws InvalidConfigurationException with every problem that the configuration has
     * @throws InvalidRuleFileException when a rule file is broken
     * @throws InvalidDashboardException when a dashboard is
     */
    public static MonitoringStackArgs read(ConfigSource source, String project, String stack, Remedies remedies) {
        StackConfigReader.Result result = StackConfigReader.read(source, project, stack, remedies);
        return new MonitoringStackArgs(StackModel.of(result.config()), result.secrets(), remedies);
    }

    /**
     * Looks for the cluster that the stack goes to.
     *
     * @param checked how to look
     * @param warn takes what a preview can go on without
     * @throws RunException when there is none to deploy to, or it lacks something
     */
    public void requireCluster(RunMode.CheckedDeploy checked, Consumer<String> warn) {
        ClusterCheck.run(model.config(), checked, remedies.withoutCluster(), warn);
    }

    /**
     * Looks whether the stack can be a part of another program. One on Docker can not: its containers, volumes and ports
     * are those of one developer's machine, and it has nothing to do with what else a program declares.
     *
     * @param refuse takes the problem if it can not
     */
    public void requirePlatformOfComponents(Consumer<Problem> refuse) {
        switch (model.config().platform()) {
            case KUBERNETES, OPERATOR -> {}
            case DOCKER ->
                refuse.accept(new Problem(
                        "platform",
                        "'docker' is no platform of components",
                        "kubernetes, operator",
                        "run it as a stack of its own: ./monitoring up local"));
        }
    }

    /**
     * Looks whether the volumes in the cluster can get the configured sizes.
     *
     * @param lookup asks the cluster that the stack goes to
     * @param warn takes what is not applied yet, and why the cluster did not tell
     * @return the stack with what Prometheus may keep on the volumes that it has now
     * @throws RunException when a volume cannot
     */
    public MonitoringStackArgs fittingVolumes(ClaimLookup lookup, Consumer<String> warn) {
        ClaimedVolumes volumes = ClaimedVolumes.of(model.config(), lookup);
        if (!volumes.reason().isEmpty()) {
            warn.accept("The cluster does not tell which volumes it has, so that prometheus.retentionSize reaches"
                    + " Prometheus even if they are not as large as configured yet: " + volumes.reason());
        }
        List<Problem> problems = volumes.problems(remedies);
        if (!problems.isEmpty()) {
            throw new RunException(new InvalidConfigurationException(problems).getMessage());
        }
        return volumes.heldRetentionSize()
                .map(held -> {
                    warn.accept("prometheus.retentionSize is "
                            + model.config().prometheus().retentionSize()
                            + ", and Prometheus is given " + held
                            + " for now: its volumes do not have the room yet. They"
                            + " are asked to grow; when they have, the next update gives it the rest.");
                    return new MonitoringStackArgs(
                            StackModel.of(model.config().withRetentionSize(held)), secrets, remedies);
                })
                .orElse(this);
    }

    /** What the user should know although nothing is wrong, a sentence or two each. */
    public List<String> warnings() {
        StackConfig config = model.config();
        List<String> warnings = new ArrayList<>(MissingSecrets.of(config, secrets, remedies));
        warnings.addAll(UnheardAlerts.of(config, remedies));
        ExportersConfig exporters = config.exporters();
        addUnused(
                StackSecrets.POSTGRES_DATA_SOURCE_NAME,
                "exporters.postgres.enabled",
                exporters.postgres().enabled(),
                warnings);
        addUnused(
                StackSecrets.REDIS_PASSWORD,
                "exporters.redis.enabled",
                exporters.redis().enabled(),
                warnings);
        addUnused(
                StackSecrets.SCRAPE_PASSWORD,
                "basicAuth.enabled",
                config.basicAuth().enabled(),
                warnings);
        addUnused(
                StackSecrets.GRAFANA_ADMIN_PASSWORD,
                "grafana.deploy",
                config.grafana().deploy(),
                warnings);
        int divisor = config.alerts().timeDivisor();
        if (divisor > 1) {
            warnings.add("Alerts fire " + divisor
                    + " times sooner than their runbooks say, which is for rehearsals only. For real use: "
                    + remedies.toRemove("alerts.timeDivisor"));
        }
        return List.copyOf(warnings);
    }

    private void addUnused(String secret, String key, boolean isUsed, List<String> warnings) {
        if (!isUsed && secrets.has(secret)) {
            String path = KeyPath.child(StackSecrets.SECTION, secret);
            warnings.add(path + " is not used, as " + key + " is false. Set that to true, or remove the secret: "
                    + remedies.toRemove(path));
        }
    }
}
