package com.renderowl.monitoring;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.renderowl.monitoring.model.Workload;
import com.renderowl.monitoring.model.prometheus.PrometheusConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A whole stack as a part of another program, which may have several: their children's logical names start with the
 * component's.
 */
public final class MonitoringStack extends ComponentResource {

    private final Map<String, Object> outputs;

    /**
     * Declares the stack.
     *
     * @param name the logical name of the component
     * @param args what was read
     * @param bringsProvider whether {@code options} bring a provider of Kubernetes, which all objects then go through;
     *     otherwise the stack has its own, for the cluster of the user's kubeconfig
     * @param refuse takes what only the cluster could tell, and makes the run fail
     * @param options the usual options of a component
     */
    public MonitoringStack(
            String name,
            MonitoringStackArgs args,
            boolean bringsProvider,
            Consumer<String> refuse,
            ComponentResourceOptions options) {
        super("renderowl:monitoring:MonitoringStack", name, options);
        PlatformComponents.declare(
                name,
                name + "-",
                args,
                new RunMode.Deploy(),
                refuse,
                arguments -> arguments.within(name + "-", bringsProvider),
                ComponentResourceOptions.builder().parent(this).build());
        outputs = outputs(args);
        Map<String, Output<?>> registered = new LinkedHashMap<>();
        outputs.forEach((key, value) -> registered.put(key, Output.of(value)));
        registerOutputs(registered);
    }

    /** The stack's outputs by name: texts, numbers and lists of texts, none of them secret. */
    public Map<String, Object> outputs() {
        return Map.copyOf(outputs);
    }

    private static Map<String, Object> outputs(MonitoringStackArgs args) {
        Workload prometheus = args.model.prometheus();
        Map<String, Object> outputs = new LinkedHashMap<>(StackOutputs.of(args.model));
        outputs.put("service", prometheus.name());
        outputs.put("port", prometheus.port().number());
        outputs.put("prometheusYml", PrometheusConfiguration.of(args.model).toYaml());
        return outputs;
    }
}
