package com.renderowl.monitoring.kubernetes;

import com.pulumi.kubernetes.rbac.v1.Role;
import com.pulumi.kubernetes.rbac.v1.RoleArgs;
import com.pulumi.kubernetes.rbac.v1.RoleBinding;
import com.pulumi.kubernetes.rbac.v1.RoleBindingArgs;
import com.pulumi.kubernetes.rbac.v1.inputs.PolicyRuleArgs;
import com.pulumi.kubernetes.rbac.v1.inputs.RoleRefArgs;
import com.pulumi.kubernetes.rbac.v1.inputs.SubjectArgs;
import com.renderowl.monitoring.config.Discovery;
import com.renderowl.monitoring.model.ScrapeTarget;
import com.renderowl.monitoring.model.StackModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Prometheus may read from the Kubernetes API: the pods, and where an application is found by its Service the
 * Services and endpoints, of exactly the namespaces in which it looks for targets. No ClusterRole, no Secrets.
 */
public final class DiscoveryAccess {

    private static final String NAME = "prometheus-discovery";

    private DiscoveryAccess() {}

    /**
     * Declares the roles and binds them to the account of the stack's own Prometheus.
     *
     * @param name the prefix of the logical names
     */
    public static void declare(String name, StackModel stack, Children children) {
        declare(name, stack, stack.prometheus().name(), stack.prometheus().namespace(), children);
    }

    /**
     * Declares the roles and binds them to an account.
     *
     * @param name the prefix of the logical names
     * @param account the account of Prometheus
     * @param accountNamespace its namespace
     */
    public static void declare(
            String name, StackModel stack, String account, String accountNamespace, Children children) {
        namespaces(stack).forEach((namespace, services) -> {
            Map<String, String> labels = stack.prometheus().labels().all();
            new Role(
                    name + "-role-" + namespace,
                    RoleArgs.builder()
                            .metadata(children.metadata(NAME, namespace, labels))
                            .rules(rules(services))
                            .build(),
                    children.options());
            new RoleBinding(
                    name + "-role-binding-" + namespace,
                    RoleBindingArgs.builder()
                            .metadata(children.metadata(NAME, namespace, labels))
                            .roleRef(RoleRefArgs.builder()
                                    .apiGroup("rbac.authorization.k8s.io")
                                    .kind("Role")
                                    .name(NAME)
                                    .build())
                            .subjects(SubjectArgs.builder()
                                    .kind("ServiceAccount")
                                    .name(account)
                                    .namespace(accountNamespace)
                                    .build())
                            .build(),
                    children.options());
        });
    }

    /** The namespaces in which targets are looked for, and whether by Service. */
    private static Map<String, Boolean> namespaces(StackModel stack) {
        Map<String, Boolean> namespaces = new TreeMap<>();
        for (ScrapeTarget target : stack.graph().scrapeTargets()) {
            if (target.discovery() instanceof Discovery.Pods pods) {
                namespaces.merge(pods.namespace(), false, Boolean::logicalOr);
            } else if (target.discovery() instanceof Discovery.Service service) {
                namespaces.merge(service.namespace(), true, Boolean::logicalOr);
            }
        }
        // The stack's own is a scrape target too, and in the graph.
        if (stack.config().alertmanager().enabled() && stack.alertmanager() == null) {
            namespaces.merge(stack.config().alertmanager().pods().namespace(), false, Boolean::logicalOr);
        }
        return namespaces;
    }

    private static List<PolicyRuleArgs> rules(boolean services) {
        List<PolicyRuleArgs> rules = new ArrayList<>();
        rules.add(read("", services ? List.of("pods", "services") : List.of("pods")));
        if (services) {
            rules.add(read("discovery.k8s.io", List.of("endpointslices")));
        }
        return rules;
    }

    private static PolicyRuleArgs read(String group, List<String> resources) {
        return PolicyRuleArgs.builder()
                .apiGroups(group)
                .resources(resources)
                .verbs("get", "list", "watch")
                .build();
    }
}
