package com.renderowl.monitoring.kubernetes.operator;

import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.Discovery;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.TlsConfig;
import com.renderowl.monitoring.kubernetes.Children;
import com.renderowl.monitoring.model.ScrapeTarget;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.prometheus.DiscoveryConfiguration;
import com.renderowl.monitoring.model.prometheus.Relabeling;
import com.renderowl.monitoring.units.PrometheusDuration;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.EndpointBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.NamespaceSelectorBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.PodMetricsEndpointBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitorSpecBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.RelabelConfig;
import io.fabric8.openshift.api.model.monitoring.v1.RelabelConfigBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitorSpecBuilder;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.ScrapeConfigSpecBuilder;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.StaticConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is scraped, as monitors: one for every scrape job of the graph, with the same relabeling as the job has in
 * {@code prometheus.yml}, so that rules and dashboards find the same labels.
 *
 * @param name the prefix of the logical names
 * @param stack the stack
 * @param children what the objects have in common
 */
record Monitors(String name, StackModel stack, Children children) {

    static final String GROUP = "monitoring.coreos.com/v1";
    static final String ALPHA_GROUP = "monitoring.coreos.com/v1alpha1";

    /** What the operator adds to a target, and what would make one target per port of a pod. */
    private static final String LABELS_OF_THE_OPERATOR = "container|endpoint|service";

    List<Resource> declare() {
        List<Resource> declared = new ArrayList<>();
        stack.graph().scrapeTargets().forEach(target -> declared.add(declare(target)));
        return declared;
    }

    private Resource declare(ScrapeTarget target) {
        Discovery discovery = target.discovery();
        if (discovery instanceof Discovery.Pods pods) {
            return object("pod-monitor", GROUP, "PodMonitor", target, podMonitor(target, pods));
        }
        if (discovery instanceof Discovery.Service service) {
            return object("service-monitor", GROUP, "ServiceMonitor", target, serviceMonitor(target, service));
        }
        Discovery.Fixed fixed = (Discovery.Fixed) discovery;
        return object("scrape-config", ALPHA_GROUP, "ScrapeConfig", target, scrapeConfig(target, fixed));
    }

    private Resource object(String logicalName, String group, String kind, ScrapeTarget target, Object spec) {
        Map<String, String> labels = new TreeMap<>(stack.prometheus().labels().selector());
        labels.putAll(stack.config().operator().monitorLabels());
        ObjectMetaArgs metadata =
                children.metadata(target.job(), stack.prometheus().namespace(), labels);
        return CustomObject.declare(
                name + "-" + logicalName + "-" + target.job(), group, kind, metadata, spec, children.options());
    }

    private Object podMonitor(ScrapeTarget target, Discovery.Pods pods) {
        return new PodMonitorSpecBuilder()
                .withNamespaceSelector(new NamespaceSelectorBuilder()
                        .withMatchNames(pods.namespace())
                        .build())
                .withSelector(new LabelSelectorBuilder()
                        .withMatchLabels(new TreeMap<>(pods.selector()))
                        .build())
                // The API server then sends Prometheus these pods only.
                .withSelectorMechanism("RoleSelector")
                .withPodMetricsEndpoints(new PodMetricsEndpointBuilder()
                        .withPath(target.path())
                        .withScheme(target.scheme())
                        .withInterval(interval(target))
                        .withScrapeTimeout(timeout())
                        .withRelabelings(relabelings(target, List.of()))
                        .build())
                .build();
    }

    private Object serviceMonitor(ScrapeTarget target, Discovery.Service service) {
        // A monitor selects Services by their labels, which nobody knows here; a Service's endpoints carry its name.
        Relabeling ofService =
                Relabeling.keep("__meta_kubernetes_endpointslice_label_kubernetes_io_service_name", service.service());
        return new ServiceMonitorSpecBuilder()
                .withNamespaceSelector(new NamespaceSelectorBuilder()
                        .withMatchNames(service.namespace())
                        .build())
                .withSelector(new LabelSelectorBuilder().build())
                .withServiceDiscoveryRole("EndpointSlice")
                .withEndpoints(new EndpointBuilder()
                        .withPath(target.path())
                        .withScheme(target.scheme())
                        .withInterval(interval(target))
                        .withScrapeTimeout(timeout())
                        .withRelabelings(relabelings(target, List.of(ofService)))
                        .build())
                .build();
    }

    private Object scrapeConfig(ScrapeTarget target, Discovery.Fixed fixed) {
        ScrapeConfigSpecBuilder spec = new ScrapeConfigSpecBuilder()
                .withJobName(target.job())
                .withStaticConfigs(new StaticConfigBuilder()
                        .withTargets(
                                fixed.targets().stream().map(Object::toString).toList())
                        .build())
                .withMetricsPath(target.path())
                .withScheme(target.scheme().toUpperCase(Locale.ROOT))
                .withScrapeInterval(interval(target))
                .withScrapeTimeout(timeout());
        StackConfig config = stack.config();
        if (target.isPrometheus() && config.tls() instanceof TlsConfig.Native tls) {
            spec.withNewTlsConfig()
                    .withServerName(tls.serverName())
                    .withNewCa()
                    .withNewSecret("ca.crt", tls.secretName(), null)
                    .endCa()
                    .endTlsConfig();
        }
        return spec.build();
    }

    private static List<RelabelConfig> relabelings(ScrapeTarget target, List<Relabeling> first) {
        List<RelabelConfig> steps = new ArrayList<>();
        first.forEach(step -> steps.add(relabeling(step)));
        new DiscoveryConfiguration(target.discovery(), target.port(), target.instanceIsNode())
                .relabelings()
                .forEach(step -> steps.add(relabeling(step)));
        steps.add(new RelabelConfigBuilder()
                .withAction("replace")
                .withTargetLabel("job")
                .withReplacement(target.job())
                .build());
        steps.add(new RelabelConfigBuilder()
                .withAction("labeldrop")
                .withRegex(LABELS_OF_THE_OPERATOR)
                .build());
        return steps;
    }

    /** A step of the model as the operator writes it. */
    static RelabelConfig relabeling(Relabeling step) {
        return new RelabelConfigBuilder()
                .withAction(step.action())
                .withSourceLabels(step.sourceLabels())
                .withRegex(step.regex())
                .withTargetLabel(step.targetLabel())
                .withReplacement(step.replacement())
                .build();
    }

    /** Every monitor that a Prometheus of the cluster reads says what would be its own default otherwise. */
    private @Nullable String interval(ScrapeTarget target) {
        PrometheusDuration interval = target.interval();
        if (interval == null && stack.runsPrometheus()) {
            return null;
        }
        return interval == null ? stack.config().prometheus().scrapeInterval().toString() : interval.toString();
    }

    private @Nullable String timeout() {
        return stack.runsPrometheus()
                ? null
                : stack.config().prometheus().scrapeTimeout().toString();
    }
}
