package com.renderowl.monitoring.docker;

import com.pulumi.docker.Network;
import com.pulumi.docker.NetworkArgs;
import com.pulumi.docker.Provider;
import com.pulumi.docker.ProviderArgs;
import com.pulumi.docker.inputs.NetworkLabelArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.renderowl.monitoring.model.Labels;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.units.Owner;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The whole stack as containers on one network of one Docker engine. */
public final class DockerStack extends ComponentResource {

    /**
     * The version of the plugin that the program asks for. The SDK's own is older than the limit of processor time.
     *
     * @see <a href="https://www.pulumi.com/registry/packages/docker/api-docs/container/">Container</a>
     */
    public static final String PLUGIN_VERSION = "5.2.0";

    /**
     * Declares the stack.
     *
     * @param name the logical name of the component
     * @param args what it is made from
     * @param options the usual options of a component
     */
    public DockerStack(String name, DockerStackArgs args, ComponentResourceOptions options) {
        super("renderowl:monitoring:DockerStack", name, withProvider(options));
        StackModel model = args.model;
        Network network = new Network(
                "network",
                NetworkArgs.builder()
                        .name(model.config().docker().network())
                        .driver("bridge")
                        .labels(args.owner.applyValue(owner -> labels(model, owner)))
                        .build(),
                // Another label would be another network, and so other containers.
                CustomResourceOptions.builder()
                        .parent(this)
                        .ignoreChanges("labels")
                        .build());
        Placement placement = new Placement(network, args.secrets, args.owner);
        ComponentResourceOptions child =
                ComponentResourceOptions.builder().parent(this).build();
        for (ContainerSpec container : ContainerSpec.of(model, args.secrets)) {
            new DockerWorkload(container.workload(), container, placement, child);
        }
        registerOutputs(Map.of());
    }

    private static List<NetworkLabelArgs> labels(StackModel model, String owner) {
        Map<String, String> labels = new TreeMap<>(Labels.ofStack(model.config().stack()));
        labels.put(Owner.ANNOTATION, owner);
        return labels.entrySet().stream()
                .map(label -> NetworkLabelArgs.builder()
                        .label(label.getKey())
                        .value(label.getValue())
                        .build())
                .toList();
    }

    private static ComponentResourceOptions withProvider(ComponentResourceOptions options) {
        Provider provider = new Provider(
                "docker",
                ProviderArgs.Empty,
                CustomResourceOptions.builder().version(PLUGIN_VERSION).build());
        return ComponentResourceOptions.merge(
                options, ComponentResourceOptions.builder().providers(provider).build());
    }
}
