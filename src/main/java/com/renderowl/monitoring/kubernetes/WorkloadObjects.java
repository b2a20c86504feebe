package com.renderowl.monitoring.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.apps.v1.DaemonSet;
import com.pulumi.kubernetes.apps.v1.DaemonSetArgs;
import com.pulumi.kubernetes.apps.v1.Deployment;
import com.pulumi.kubernetes.apps.v1.DeploymentArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DaemonSetSpecArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DaemonSetUpdateStrategyArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentSpecArgs;
import com.pulumi.kubernetes.apps.v1.inputs.DeploymentStrategyArgs;
import com.pulumi.kubernetes.core.v1.Service;
import com.pulumi.kubernetes.core.v1.ServiceAccount;
import com.pulumi.kubernetes.core.v1.ServiceAccountArgs;
import com.pulumi.kubernetes.core.v1.ServiceArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServicePortArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServiceSpecArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.kubernetes.networking.v1.NetworkPolicy;
import com.pulumi.kubernetes.networking.v1.NetworkPolicyArgs;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import com.renderowl.monitoring.model.WorkloadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects that every workload has: its account, its network policy, the workload itself and its Service.
 *
 * @param name the prefix of the children's logical names
 * @param workload what is to run
 * @param stack the stack that it belongs to
 * @param children what the objects have in common
 */
public record WorkloadObjects(String name, Workload workload, StackModel stack, Children children) {

    /**
     * Declares the objects.
     *
     * @param annotations those whose change must restart the pods, or null for none
     * @param needed what must exist before the pods start, such as their configuration
     */
    void declare(@Nullable Output<Map<String, String>> annotations, List<Resource> needed) {
        List<Resource> before = new ArrayList<>(needed);
        before.add(account());
        if (stack.config().network().policies()) {
            before.add(networkPolicy());
        }
        PodTemplateSpecArgs template = PodTemplates.of(workload, stack.config().imagePullPolicy(), annotations);
        LabelSelectorArgs selector = LabelSelectorArgs.builder()
                .matchLabels(new TreeMap<>(workload.labels().selector()))
                .build();
        if (workload.kind() == WorkloadKind.EVERY_NODE) {
            daemonSet(template, selector, before);
        } else {
            deployment(template, selector, before);
        }
        if (!stack.graph().into(workload.party()).isEmpty()) {
            service();
        }
    }

    /** Declares the account; a pod that needs a token asks for it itself. */
    public Resource account() {
        return new ServiceAccount(
                name + "-account",
                ServiceAccountArgs.builder()
                        .metadata(metadata())
                        .automountServiceAccountToken(false)
                        .build(),
                children.options());
    }

    /** Declares the network policy. */
    public Resource networkPolicy() {
        return new NetworkPolicy(
                name + "-network-policy",
                NetworkPolicyArgs.builder()
                        .metadata(metadata())
                        .spec(new NetworkPolicyRules(
                                        stack.graph(), stack.config().network().nodes())
                                .of(workload.party()))
                        .build(),
                children.options());
    }

    private void deployment(PodTemplateSpecArgs template, LabelSelectorArgs selector, List<Resource> before) {
        // Two pods can not share a volume that one node holds, and Prometheus locks its data: the old one must go
        // first.
        String strategy = workload.kind() == WorkloadKind.SINGLE_WITH_VOLUME ? "Recreate" : "RollingUpdate";
        new Deployment(
                name + "-deployment",
                DeploymentArgs.builder()
                        .metadata(metadata())
                        .spec(DeploymentSpecArgs.builder()
                                .replicas(1)
                                .revisionHistoryLimit(5)
                                .strategy(DeploymentStrategyArgs.builder()
                                        .type(strategy)
                                        .build())
                                .selector(selector)
                                .template(template)
                                .build())
                        .build(),
                children.options(before));
    }

    private void daemonSet(PodTemplateSpecArgs template, LabelSelectorArgs selector, List<Resource> before) {
        new DaemonSet(
                name + "-daemonset",
                DaemonSetArgs.builder()
                        .metadata(metadata())
                        .spec(DaemonSetSpecArgs.builder()
                                .revisionHistoryLimit(5)
                                .updateStrategy(DaemonSetUpdateStrategyArgs.builder()
                                        .type("RollingUpdate")
                                        .build())
                                .selector(selector)
                                .template(template)
                                .build())
                        .build(),
                children.options(before));
    }

    private void service() {
        ServiceSpecArgs.Builder spec = ServiceSpecArgs.builder()
                .type("ClusterIP")
                .selector(new TreeMap<>(workload.labels().selector()))
                .ports(ServicePortArgs.builder()
                        .name(workload.port().name())
                        .port(workload.port().number())
                        .targetPort(workload.port().name())
                        .protocol(workload.port().protocol().name())
                        .build());
        if (workload.kind() == WorkloadKind.EVERY_NODE) {
            // Each node's exporter tells something else: one address for all of them would have no meaning.
            spec.clusterIP("None");
        }
        new Service(
                name + "-service",
                ServiceArgs.builder()
                        .metadata(children.serviceMetadata(workload))
                        .spec(spec.build())
                        .build(),
                children.options());
    }

    private ObjectMetaArgs metadata() {
        return children.metadata(
                workload.name(), workload.namespace(), workload.labels().all());
    }
}
