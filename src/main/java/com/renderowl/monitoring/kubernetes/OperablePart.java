package com.renderowl.monitoring.kubernetes;

import com.pulumi.core.Alias;
import com.pulumi.resources.ComponentResourceOptions;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.model.StackModel;

/** How Prometheus or Alertmanager is run: the parts of a stack in which the platforms on Kubernetes differ. */
@FunctionalInterface
public interface OperablePart {

    /**
     * The options of the component when it may have been of the other type before: a stack that changes its platform. What
     * both declare, such as the Service, is then changed in place. Without this the engine takes it for two resources, makes
     * the new one, which is the object that is there, and then deletes the old one, which is the same object.
     *
     * @param options the usual options of a component
     * @param otherComponent the simple name of its class on the other platform
     */
    static ComponentResourceOptions formerly(ComponentResourceOptions options, String otherComponent) {
        return ComponentResourceOptions.merge(
                options,
                ComponentResourceOptions.builder()
                        .aliases(Alias.builder()
                                .type("renderowl:monitoring:" + otherComponent)
                                .build())
                        .build());
    }

    /**
     * Declares the component.
     *
     * @param name the logical name, which is also the prefix of its children's
     * @param stack the stack that it belongs to
     * @param secrets the stack's secrets
     * @param declareSecrets whether Secrets are declared; otherwise somebody else must make them
     * @param foundation what the stack is built on
     * @param options the usual options of a component
     */
    void declare(
            String name,
            StackModel stack,
            StackSecrets secrets,
            boolean declareSecrets,
            Foundation foundation,
            ComponentResourceOptions options);
}
