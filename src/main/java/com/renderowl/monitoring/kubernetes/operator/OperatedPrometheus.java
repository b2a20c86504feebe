package com.renderowl.monitoring.kubernetes.operator;

import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.ExistingPrometheus;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.config.TlsConfig;
import com.renderowl.monitoring.kubernetes.Children;
import com.renderowl.monitoring.kubernetes.DiscoveryAccess;
import com.renderowl.monitoring.kubernetes.Foundation;
import com.renderowl.monitoring.kubernetes.OperablePart;
import com.renderowl.monitoring.kubernetes.PrometheusIngress;
import com.renderowl.monitoring.kubernetes.WorkloadObjects;
import com.renderowl.monitoring.model.DataVolume;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus, run by Prometheus Operator: the custom resources that say what to run, scrape and alert on, and the plain
 * objects around the pods that the operator makes of them. Where a Prometheus of the cluster scrapes the stack, only what
 * to scrape and alert on.
 */
public final class OperatedPrometheus extends ComponentResource {

    /**
     * Declares it.
     *
     * @param name the prefix of all logical names
     * @param stack the stack that it belongs to
     * @param secrets the stack's secrets
     * @param declareSecrets whether Secrets with secret values are declared; otherwise somebody else must make them
     * @param definitions checks the definitions of the custom resources in the cluster
     * @param foundation what the stack is built on
     * @param options the usual options of a component
     */
    public OperatedPrometheus(
            String name,
            StackModel stack,
            StackSecrets secrets,
            boolean declareSecrets,
            Definitions definitions,
            Foundation foundation,
            ComponentResourceOptions options) {
        super("renderowl:monitoring:OperatedPrometheus", name, OperablePart.formerly(options, "PrometheusServer"));
        Children plain = new Children(this, foundation);
        List<Resource> known = definitions.require(
                name,
                Definitions.ofPrometheus(stack.config()),
                stack.config().operator().minimumVersion(),
                plain);
        Children children = new Children(this, foundation.with(known));
        if (stack.runsPrometheus()) {
            declareOwn(name, stack, declareSecrets ? secrets : null, children);
        } else {
            declareForExisting(name, stack, children);
        }
        registerOutputs(Map.of());
    }

    private static void declareOwn(String name, StackModel stack, @Nullable StackSecrets secrets, Children children) {
        StackConfig config = stack.config();
        Workload workload = stack.prometheus();
        WorkloadObjects objects = new WorkloadObjects(name, workload, stack, children);

        List<Resource> needed = new ArrayList<>();
        needed.add(objects.account());
        needed.addAll(OperatedPods.claims(name, workload, DataVolume.ofPrometheus(config), children));
        DiscoveryAccess.declare(name, stack, children);
        if (config.network().policies()) {
            needed.add(objects.networkPolicy());
        }
        if (config.alertmanager().enabled()) {
            needed.add(OperatedSecrets.alertmanagers(name, stack, children));
        }
        if (secrets != null) {
            Stream.of(
                            OperatedSecrets.remoteWrite(name, stack, secrets, children),
                            OperatedSecrets.objectStorage(name, stack, secrets, children))
                    .filter(Objects::nonNull)
                    .forEach(needed::add);
        }
        needed.addAll(new Monitors(name, stack, children).declare());
        needed.addAll(RuleObjects.declare(name, stack, children));
        CustomObject.declare(
                name + "-prometheus",
                Monitors.GROUP,
                "Prometheus",
                children.metadata(
                        config.stack(), workload.namespace(), workload.labels().all(), OperatedPods.AWAITED),
                PrometheusResource.of(stack),
                OperatedPods.options(needed, children));
        OperatedPods.service(name, workload, children);
        if (config.prometheus().replicas() > 1) {
            OperatedPods.disruptionBudget(name, workload, children);
        }
        if (config.tls() instanceof TlsConfig.Ingress tls) {
            PrometheusIngress.declare(name, workload, tls, children);
        }
    }

    /** What a Prometheus of the cluster needs to scrape the stack; it finds the rest by its selectors. */
    private static void declareForExisting(String name, StackModel stack, Children children) {
        ExistingPrometheus existing = stack.config().operator().existing();
        if (existing.serviceAccount() != null) {
            DiscoveryAccess.declare(name, stack, existing.serviceAccount(), existing.namespace(), children);
        }
        new Monitors(name, stack, children).declare();
        RuleObjects.declare(name, stack, children);
    }
}
