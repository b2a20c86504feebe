package com.renderowl.monitoring.docker;

import com.pulumi.resources.ResourceArgs;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.model.StackModel;

/** What {@link DockerStack} is made from. */
public final class DockerStackArgs extends ResourceArgs {

    final StackModel model;
    final StackSecrets secrets;

    /**
     * A stack that goes to the engine.
     *
     * @param model what is to run
     * @param secrets its secrets; they reach the engine as environment variables of the exporters
     */
    public DockerStackArgs(StackModel model, StackSecrets secrets) {
        this.model = model;
        this.secrets = secrets;
    }
}
