package com.renderowl.monitoring.kubernetes.operator;

import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.kubernetes.Children;
import com.renderowl.monitoring.kubernetes.Foundation;
import com.renderowl.monitoring.kubernetes.OperablePart;
import com.renderowl.monitoring.kubernetes.ReceiverSecrets;
import com.renderowl.monitoring.kubernetes.WorkloadObjects;
import com.renderowl.monitoring.model.DataVolume;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import com.renderowl.monitoring.model.alertmanager.AlertmanagerConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Alertmanager, run by Prometheus Operator: the custom resources that say what to run and whom to tell, and the plain
 * objects around the pods that the operator makes of them.
 */
public final class OperatedAlertmanager extends ComponentResource {

    /**
     * Declares it.
     *
     * @param name the prefix of all logical names
     * @param stack the stack that it belongs to, which runs an Alertmanager
     * @param secrets the stack's secrets
     * @param declareSecrets whether Secrets with secret values are declared; otherwise somebody else must make them
     * @param definitions checks the definitions of the custom resources in the cluster
     * @param foundation what the stack is built on
     * @param options the usual options of a component
     */
    public OperatedAlertmanager(
            String name,
            StackModel stack,
            StackSecrets secrets,
            boolean declareSecrets,
            Definitions definitions,
            Foundation foundation,
            ComponentResourceOptions options) {
        super("renderowl:monitoring:OperatedAlertmanager", name, OperablePart.formerly(options, "Alertmanager"));
        StackConfig config = stack.config();
        Workload workload = Objects.requireNonNull(stack.alertmanager());
        Children plain = new Children(this, foundation);
        List<Resource> known = definitions.require(
                name, Definitions.OF_ALERTMANAGER, config.operator().minimumVersion(), plain);
        Children children = new Children(this, foundation.with(known));
        WorkloadObjects objects = new WorkloadObjects(name, workload, stack, children);

        List<Resource> needed = new ArrayList<>();
        needed.add(objects.account());
        needed.addAll(OperatedPods.claims(name, workload, DataVolume.ofAlertmanager(config), children));
        if (config.network().policies()) {
            needed.add(objects.networkPolicy());
        }
        if (declareSecrets) {
            needed.addAll(ReceiverSecrets.declare(name, workload, config, secrets, children));
        }
        needed.add(CustomObject.declare(
                name + "-config",
                Monitors.ALPHA_GROUP,
                "AlertmanagerConfig",
                children.metadata(
                        config.stack(), workload.namespace(), workload.labels().selector()),
                AlertmanagerRouting.of(AlertmanagerConfiguration.of(config)),
                children.options(needed)));
        CustomObject.declare(
                name + "-alertmanager",
                Monitors.GROUP,
                "Alertmanager",
                children.metadata(
                        config.stack(), workload.namespace(), workload.labels().all(), OperatedPods.AWAITED),
                AlertmanagerResource.of(config, workload, config.stack()),
                OperatedPods.options(needed, children));
        OperatedPods.service(name, workload, children);
        if (config.alertmanager().replicas() > 1) {
            OperatedPods.disruptionBudget(name, workload, children);
        }
        registerOutputs(Map.of());
    }
}
