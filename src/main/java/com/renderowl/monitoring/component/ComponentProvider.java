package com.renderowl.monitoring.component;

import com.pulumi.Log;
import com.pulumi.core.internal.Internal;
import com.pulumi.deployment.Deployment;
import com.pulumi.deployment.internal.DeploymentImpl;
import com.pulumi.deployment.internal.DeploymentInternal;
import com.pulumi.exceptions.RunException;
import com.pulumi.provider.internal.Provider;
import com.pulumi.provider.internal.models.ConstructRequest;
import com.pulumi.provider.internal.models.ConstructResponse;
import com.pulumi.provider.internal.models.GetSchemaRequest;
import com.pulumi.provider.internal.models.GetSchemaResponse;
import com.pulumi.provider.internal.properties.PropertyValue;
import com.pulumi.resources.ProviderResource;
import com.renderowl.monitoring.MonitoringStack;
import com.renderowl.monitoring.MonitoringStackArgs;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.cluster.KubectlClaims;
import com.renderowl.monitoring.cluster.KubectlLookup;
import com.renderowl.monitoring.cluster.KubectlRunner;
import com.renderowl.monitoring.config.InvalidConfigurationException;
import com.renderowl.monitoring.config.Problem;
import com.renderowl.monitoring.config.Remedies;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Answers the engine: what the package holds, and the making of a component. */
final class ComponentProvider implements Provider {

    private final Map<String, String> environment;

    ComponentProvider(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public CompletableFuture<GetSchemaResponse> getSchema(GetSchemaRequest request) {
        return CompletableFuture.completedFuture(new GetSchemaResponse(ComponentSchema.json()));
    }

    /** A failed future is one error to the engine; an exception would be logged by the SDK, and shown a second time. */
    @Override
    public CompletableFuture<ConstructResponse> construct(ConstructRequest request) {
        try {
            if (!request.getType().equals(ComponentSchema.TOKEN)) {
                throw new IllegalArgumentException("There is no component " + request.getType()
                        + " in this package, only " + ComponentSchema.TOKEN + ".");
            }
            MonitoringStack stack = declare(request);
            return Internal.of(stack.urn())
                    .getValueNullable()
                    .thenApply(urn -> new ConstructResponse(urn, state(stack), new HashMap<>()));
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private MonitoringStack declare(ConstructRequest request) {
        ComponentInputs inputs = ComponentInputs.of(request.getInputs());
        Log log = ((DeploymentImpl) DeploymentInternal.getInstance()).getLog();
        MonitoringStackArgs args = read(inputs);
        List<ProviderResource> providers = request.getOptions().getProviders();
        boolean bringsProvider = providers.stream()
                .anyMatch(provider -> ProviderResource.ProviderResourceInternal.from(provider)
                        .getPackage()
                        .equals("kubernetes"));
        if (!bringsProvider) {
            args.requireCluster(new RunMode.CheckedDeploy(environment, config -> Optional.empty()), log::warn);
            KubectlRunner kubectl = new KubectlRunner(KubectlLookup.PROGRAM, environment);
            args = args.fittingVolumes(new KubectlClaims(kubectl), log::warn);
        }
        args.warnings().forEach(log::warn);
        if (!inputs.unknownSecrets().isEmpty()) {
            log.warn("This preview has placeholders for secrets that are not known yet: "
                    + String.join(", ", inputs.unknownSecrets()) + ".");
        }
        return new MonitoringStack(
                request.getName(), args, bringsProvider, ComponentProvider::refuse, request.getOptions());
    }

    /** An error in the log alone would not make the component fail. */
    private static void refuse(String message) {
        throw new RunException(message);
    }

    /** Reports what the inputs are and what the configuration in them is in one go. */
    private static MonitoringStackArgs read(ComponentInputs inputs) {
        List<Problem> problems = new ArrayList<>(inputs.problems());
        try {
            MonitoringStackArgs args = MonitoringStackArgs.read(
                    inputs.source(),
                    ComponentInputs.PROJECT,
                    inputs.stack().orElseGet(() -> Deployment.getInstance().getStackName()),
                    Remedies.inputs());
            args.requirePlatformOfComponents(problems::add);
            if (problems.isEmpty()) {
                return args;
            }
        } catch (InvalidConfigurationException refused) {
            problems.addAll(refused.problems());
        }
        throw new InvalidConfigurationException("The inputs have", problems, "no part of it was declared");
    }

    private static Map<String, PropertyValue> state(MonitoringStack stack) {
        Map<String, PropertyValue> state = new HashMap<>();
        stack.outputs().forEach((name, value) -> state.put(name, property(value)));
        return state;
    }

    private static PropertyValue property(Object value) {
        if (value instanceof Number number) {
            return PropertyValue.of(number.doubleValue());
        }
        if (value instanceof List<?> list) {
            return PropertyValue.of(
                    list.stream().map(ComponentProvider::property).toList());
        }
        return PropertyValue.of(value.toString());
    }
}
