package com.renderowl.monitoring.docker;

import com.pulumi.core.Output;
import com.pulumi.resources.ResourceArgs;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.model.StackModel;

/** What {@link DockerStack} is made from. */
public final class DockerStackArgs extends ResourceArgs {

    final StackModel model;
    final StackSecrets secrets;
    final Output<String> owner;

    /**
     * A stack that goes to the engine.
     *
     * @param model what is to run
     * @param secrets its secrets; they reach the engine as environment variables of the exporters
     * @param owner the mark of each container, volume and network
     */
    public DockerStackArgs(StackModel model, StackSecrets secrets, Output<String> owner) {
        this.model = model;
        this.secrets = secrets;
        this.owner = owner;
    }
}
