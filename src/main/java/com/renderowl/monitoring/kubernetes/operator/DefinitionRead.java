package com.renderowl.monitoring.kubernetes.operator;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.kubernetes.meta.v1.outputs.ObjectMeta;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/**
 * The metadata of a definition in the cluster, which is read and never written. The SDK's own class reads the schema too,
 * and warns of parts of it that it can not convert.
 */
final class DefinitionRead extends CustomResource {

    @Export(
            name = "metadata",
            refs = {ObjectMeta.class},
            tree = "[0]")
    @SuppressWarnings("NullAway.Init") // The SDK sets it.
    private Output<ObjectMeta> metadata;

    /**
     * Reads it; a run fails where it is not there.
     *
     * @param name the logical name
     * @param definition its name in the cluster
     */
    DefinitionRead(String name, String definition, CustomResourceOptions options) {
        super(
                "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
                name,
                null,
                CustomResourceOptions.merge(options, CustomResourceOptions.Empty, Output.of(definition)));
    }

    Output<ObjectMeta> metadata() {
        return metadata;
    }
}
