package com.renderowl.monitoring.docker;

import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;

/** A container that runs. Not the SDK's own class, because the arguments of SDK 4.5.1 know no limit of processor time. */
final class DockerContainer extends CustomResource {

    DockerContainer(String name, ContainerArguments arguments, CustomResourceOptions options) {
        super("docker:index/container:Container", name, arguments, options);
    }
}
