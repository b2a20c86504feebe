package com.renderowl.monitoring.docker;

import com.pulumi.core.Output;
import com.pulumi.docker.Network;
import com.renderowl.monitoring.config.StackSecrets;

/**
 * What all containers of a stack share.
 *
 * @param network the network they are on
 * @param secrets the stack's secrets
 * @param owner the mark of each container and volume
 */
record Placement(Network network, StackSecrets secrets, Output<String> owner) {

    /** A content with the values of the secrets; it stays secret then. */
    Output<String> resolve(Content content) {
        if (content instanceof Content.OfSecret secret) {
            return secrets.output(secret.secret());
        }
        return Output.of(((Content.Plain) content).text());
    }
}
