package com.renderowl.monitoring.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.core.v1.Secret;
import com.pulumi.kubernetes.core.v1.SecretArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.model.EnvironmentVariable;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An exporter: whatever it exports, its objects are the same. */
final class ExporterWorkload extends ComponentResource {

    /** Which secret of the stack an exporter's environment variable is filled from. */
    private static final Map<String, String> STACK_SECRETS = Map.of(
            "DATA_SOURCE_NAME", StackSecrets.POSTGRES_DATA_SOURCE_NAME,
            "REDIS_PASSWORD", StackSecrets.REDIS_PASSWORD);

    /**
     * Declares the exporter.
     *
     * @param declareSecrets whether Secret objects are declared; otherwise somebody else must make them
     */
    ExporterWorkload(
            String name,
            Workload workload,
            StackModel stack,
            StackSecrets secrets,
            boolean declareSecrets,
            Foundation foundation,
            ComponentResourceOptions options) {
        super("renderowl:monitoring:ExporterWorkload", name, options);
        Children children = new Children(this, foundation);
        Output<Map<String, String>> annotations = null;
        List<Resource> needed = new ArrayList<>();
        for (EnvironmentVariable variable : workload.environment()) {
            String stackSecret = STACK_SECRETS.get(variable.name());
            if (variable instanceof EnvironmentVariable.FromSecret reference
                    && stackSecret != null
                    && secrets.has(stackSecret)) {
                annotations = foundation
                        .revisions()
                        .annotation(stack.config().stack() + "/" + stackSecret, secrets.value(stackSecret));
                if (declareSecrets) {
                    needed.add(secret(name, workload, reference, secrets.output(stackSecret), children));
                }
            }
        }
        new WorkloadObjects(name, workload, stack, children).declare(annotations, needed);
        registerOutputs(Map.of());
    }

    private static Resource secret(
            String name,
            Workload workload,
            EnvironmentVariable.FromSecret reference,
            Output<String> value,
            Children children) {
        return new Secret(
                name + "-secret",
                SecretArgs.builder()
                        .metadata(children.metadata(
                                reference.secretName(),
                                workload.namespace(),
                                workload.labels().all()))
                        .stringData(value.applyValue(text -> Map.of(reference.key(), text)))
                        .build(),
                children.options());
    }
}
