package com.renderowl.monitoring.docker;

import com.pulumi.docker.Network;
import com.renderowl.monitoring.config.DockerConfig;
import com.renderowl.monitoring.config.StackSecrets;

/**
 * What all containers of a stack share.
 *
 * @param config names and ports
 * @param network the network they are on
 * @param secrets the stack's secrets
 */
record Placement(DockerConfig config, Network network, StackSecrets secrets) {

    /** The name on the engine of what the stack calls {@code name}. */
    String named(String name) {
        return config.namePrefix() + "-" + name;
    }
}
