package com.renderowl.monitoring.kubernetes.operator;

import com.pulumi.kubernetes.core.v1.Service;
import com.pulumi.kubernetes.core.v1.ServiceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServicePortArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServiceSpecArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.kubernetes.policy.v1.PodDisruptionBudget;
import com.pulumi.kubernetes.policy.v1.PodDisruptionBudgetArgs;
import com.pulumi.kubernetes.policy.v1.inputs.PodDisruptionBudgetSpecArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.config.TlsConfig;
import com.renderowl.monitoring.kubernetes.Children;
import com.renderowl.monitoring.kubernetes.DiscoveryAccess;
import com.renderowl.monitoring.kubernetes.PrometheusIngress;
import com.renderowl.monitoring.kubernetes.PrometheusPart;
import com.renderowl.monitoring.kubernetes.WorkloadObjects;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prometheus, run by Prometheus Operator: the custom resources that say what to run, scrape and alert on, and the plain
 * objects around the pods that the operator makes of them.
 */
public final class OperatedPrometheus extends ComponentResource {

    /** What the engine waits for: the pods run, and the operator has nothing to complain about. */
    private static final Map<String, String> AWAITED =
            Map.of("pulumi.com/waitFor", "[\"condition=Available\", \"condition=Reconciled\"]");

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
        super(PrometheusPart.OPERATED_TYPE, name, PrometheusPart.formerly(options, PrometheusPart.SERVER_TYPE));
        StackConfig config = stack.config();
        Workload workload = stack.prometheus();
        Children plain = new Children(this, dependencies);
        List<Resource> known = new ArrayList<>(dependencies);
        known.addAll(definitions.require(name, config.operator().minimumVersion(), plain));
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
        Resource credentials = declareSecrets ? OperatedSecrets.remoteWrite(name, stack, secrets, children) : null;
        if (credentials != null) {
            needed.add(credentials);
        }
        needed.addAll(new Monitors(name, stack, children).declare());
        needed.addAll(RuleObjects.declare(name, stack, children));
        CustomObject.declare(
                name + "-prometheus",
                Monitors.GROUP,
                "Prometheus",
                Children.metadata(
                        config.stack(), workload.namespace(), workload.labels().all(), AWAITED),
                PrometheusResource.of(stack),
                children.options(needed));
        service(name, workload, children);
        if (config.prometheus().replicas() > 1) {
            disruptionBudget(name, workload, children);
        }
        if (config.tls() instanceof TlsConfig.Ingress tls) {
            PrometheusIngress.declare(name, workload, tls, children);
        }
        registerOutputs(Map.of());
    }

    private static void service(String name, Workload workload, Children children) {
        new Service(
                name + "-service",
                ServiceArgs.builder()
                        .metadata(metadata(workload))
                        .spec(ServiceSpecArgs.builder()
                                .type("ClusterIP")
                                // Replicas scrape at different moments: who asks twice wants one of them twice.
                                .sessionAffinity("ClientIP")
                                .selector(new TreeMap<>(workload.labels().selector()))
                                .ports(ServicePortArgs.builder()
                                        .name(workload.port().name())
                                        .port(workload.port().number())
                                        .targetPort(workload.port().name())
                                        .protocol(workload.port().protocol().name())
                                        .build())
                                .build())
                        .build(),
                children.options());
    }

    private static void disruptionBudget(String name, Workload workload, Children children) {
        new PodDisruptionBudget(
                name + "-disruption-budget",
                PodDisruptionBudgetArgs.builder()
                        .metadata(metadata(workload))
                        .spec(PodDisruptionBudgetSpecArgs.builder()
                                .maxUnavailable(1)
                                .selector(LabelSelectorArgs.builder()
                                        .matchLabels(
                                                new TreeMap<>(workload.labels().selector()))
                                        .build())
                                .build())
                        .build(),
                children.options());
    }

    private static ObjectMetaArgs metadata(Workload workload) {
        return Children.metadata(
                workload.name(), workload.namespace(), workload.labels().all());
    }
}
