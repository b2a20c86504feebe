package com.renderowl.monitoring.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ProviderResource;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The provider that all objects of a stack go through. It replaces neither ConfigMaps nor Secrets when their data
 * changes: a replaced object is gone for a moment, and everything that hangs on its name with it.
 *
 * <p>Not the SDK's own class, because the arguments of SDK 4.0.0 lack {@code enableSecretMutable}, which the plugin
 * knows since 4.23.
 *
 * @see <a href="https://www.pulumi.com/registry/packages/kubernetes/api-docs/provider/">Provider</a>
 */
final class KubernetesProvider extends ProviderResource {

    /** The version of the plugin that the program is tested with. */
    static final String PLUGIN_VERSION = "4.25.0";

    private KubernetesProvider(String name, Arguments arguments, CustomResourceOptions options) {
        super("kubernetes", name, arguments, options);
    }

    /**
     * Declares the provider.
     *
     * @param context the context of the kubeconfig, or null for its current one
     * @param renderDirectory where objects are written instead of being sent to the cluster, or null
     * @param parent the resource that it belongs to, or null for the stack
     */
    static KubernetesProvider create(
            String name, @Nullable String context, @Nullable Path renderDirectory, @Nullable Resource parent) {
        return new KubernetesProvider(
                name,
                new Arguments(context, renderDirectory == null ? null : renderDirectory.toString()),
                CustomResourceOptions.builder()
                        .parent(parent)
                        .version(PLUGIN_VERSION)
                        .build());
    }

    /** What the plugin is told; the SDK reads the fields by reflection, and passes what is no text as JSON. */
    @SuppressWarnings("UnusedVariable")
    private static final class Arguments extends ResourceArgs {

        @Import(name = "context")
        private final @Nullable Output<String> context;

        @Import(name = "renderYamlToDirectory")
        private final @Nullable Output<String> renderYamlToDirectory;

        @Import(name = "enableConfigMapMutable", json = true)
        private final Output<Boolean> enableConfigMapMutable = Output.of(true);

        @Import(name = "enableSecretMutable", json = true)
        private final Output<Boolean> enableSecretMutable = Output.of(true);

        Arguments(@Nullable String context, @Nullable String directory) {
            this.context = context == null ? null : Output.of(context);
            this.renderYamlToDirectory = directory == null ? null : Output.of(directory);
        }
    }
}
