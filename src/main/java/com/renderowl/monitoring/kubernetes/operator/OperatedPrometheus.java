package com.renderowl.monitoring.kubernetes.operator;

import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.config.TlsConfig;
import com.renderowl.monitoring.kubernetes.Children;
import com.renderowl.monitoring.kubernetes.DiscoveryAccess;
import com.renderowl.monitoring.kubernetes.PrometheusIngress;
import com.renderowl.monitoring.kubernetes.WorkloadObjects;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Prometheus, run by Prometheus Operator: the custom resources that say what to run, scrape and alert on, and the plain
 * objects around the pods that the operator makes of them.
 */
public final class OperatedPrometheus extends ComponentResource {

    private static final List<String> DEFINITIONS =
            List.of("prometheuses", "podmonitors", "servicemonitors", "scrapeconfigs", "prometheusrules");

    /**
     * Declares it.
     *
     * @param name the prefix of all logical names
     * @param stack the stack that it belongs to
     * @param secrets the stack's secrets
     * @param declareSecrets whether Secrets with secret values are declared; otherwise somebody else must make them
     * @param definitions checks the definitions of the custom resources in the cluster
     * @param dependencies what must exist before any object, such as the namespace
     * @param options the usual options of a component
     */
    public OperatedPrometheus(
            String name,
            StackModel stack,
            StackSecrets secrets,
            boolean declareSecrets,
            Definitions definitions,
            List<Resource> dependencies,
            ComponentResourceOptions options) {
        super("renderowl:monitoring:OperatedPrometheus", name, options);
        StackConfig config = stack.config();
        Workload workload = stack.prometheus();
        Children plain = new Children(this, dependencies);
        List<Resource> known = new ArrayList<>(dependencies);
        known.addAll(definitions.require(name, DEFINITIONS, config.operator().minimumVersion(), plain));
        Children children = new Children(this, known);
        WorkloadObjects objects = new WorkloadObjects(name, workload, stack, children);

        List<Resource> needed = new ArrayList<>();
        needed.add(objects.account());
        DiscoveryAccess.declare(name, stack, children);
        if (config.network().policies()) {
            needed.add(objects.networkPolicy());
        }
        if (config.alertmanager().enabled()) {
            needed.add(OperatedSecrets.alertmanagers(name, stack, children));
        }
        if (declareSecrets) {
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
                Children.metadata(
                        config.stack(), workload.namespace(), workload.labels().all(), OperatedPods.AWAITED),
                PrometheusResource.of(stack),
                children.options(needed));
        OperatedPods.service(name, workload, children);
        if (config.prometheus().replicas() > 1) {
            OperatedPods.disruptionBudget(name, workload, children);
        }
        if (config.tls() instanceof TlsConfig.Ingress tls) {
            PrometheusIngress.declare(name, workload, tls, children);
        }
        registerOutputs(Map.of());
    }
}
