package com.renderowl.monitoring.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code monitoring render}. */
@Command(
        name = "render",
        description = {
            "Renders a stack into files, for people who do not deploy with Pulumi.",
            "",
            "It never contacts a cluster and never touches a deployed stack's state. The folder is replaced as a whole, and"
                    + " only when everything succeeded.",
            "",
            "A stack on Docker becomes a docker-compose.yml with the files that its containers see, and a prometheus.yml with"
                    + " which Prometheus runs without containers. What else is in that folder stays, such as .env."
        },
        footer = {
            "",
            "Examples:",
            "  ./monitoring render                                   into out/staging",
            "  ./monitoring render production --output /tmp/manifests",
            "  kubectl apply --server-side -f out/staging/k8s-deployment.yaml",
            "  docker compose -f out/local/docker-compose.yml up --detach --wait"
        })
final class RenderCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Mixin
    private final StackParameter stack = new StackParameter();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "The folder to write (default: out/STACK in the project).")
    private @Nullable Path output;

    @Option(
            names = "--include-secrets",
            description =
                    "Write Secrets with their values in clear, readable for you only. Without it the files refer to"
                            + " Secrets, and how to create them is said.")
    private boolean includeSecrets;

    RenderCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        workbench.project().stackFile(stack.name());
        Path folder = output == null ? workbench.project().renderedFolder(stack.name()) : output;
        workbench.console().say("Rendering " + stack.name() + " into " + folder + " ...");
        return new StackRenderer(workbench).render(stack.name(), folder, includeSecrets);
    }
}
