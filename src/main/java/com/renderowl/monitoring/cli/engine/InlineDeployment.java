package com.renderowl.monitoring.cli.engine;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.pulumi.Config;
import com.pulumi.Context;
import com.pulumi.context.internal.ConfigContextInternal;
import com.pulumi.context.internal.ContextInternal;
import com.pulumi.context.internal.LoggingContextInternal;
import com.pulumi.context.internal.OutputContextInternal;
import com.pulumi.core.internal.OutputFactory;
import com.pulumi.deployment.internal.DeploymentImpl;
import com.pulumi.deployment.internal.DeploymentImpl.DeploymentState;
import com.pulumi.deployment.internal.DeploymentInstanceHolder;
import com.pulumi.deployment.internal.DeploymentInstanceInternal;
import com.pulumi.deployment.internal.Runner;
import com.pulumi.internal.PulumiInternal;
import com.pulumi.resources.StackOptions;
import com.renderowl.monitoring.config.ConfigSource;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import java.util.function.Consumer;
import java.util.logging.Logger;
import pulumirpc.Language.RunRequest;

/**
 * Runs a program for one request of the engine, with our own connection and task runner in place of the SDK's.
 *
 * <p>Source: {@code PulumiInternal.fromInline} of pulumi-java 1.36.1.
 */
final class InlineDeployment {

    private InlineDeployment() {}

    /**
     * Runs the program to its end.
     *
     * @return whether it succeeded; if not, the engine has been told why
     */
    static boolean run(RunRequest request, ConfigSource config, Consumer<Context> program, EventLoopGroup loop) {
        Logger standardLogger = Logger.getLogger(DeploymentImpl.class.getName());
        // The engine shows what the program logs; the SDK would print it a second time.
        standardLogger.setUseParentHandlers(false);
        try (EngineConnection connection =
                new EngineConnection(request.getArgs(0), request.getMonitorAddress(), loop)) {
            DeploymentState state = new DeploymentState(
                    new DeploymentImpl.Config(
                            ImmutableMap.copyOf(config.values()), ImmutableSet.copyOf(config.secretKeys())),
                    standardLogger,
                    request.getOrganization(),
                    request.getProject(),
                    request.getStack(),
                    request.getInfo().getRootDirectory(),
                    request.getDryRun(),
                    connection,
                    connection);
            TaskRunner runner = new TaskRunner(() -> state.logger);
            state.runner = runner;
            DeploymentImpl deployment = new DeploymentImpl(state);
            DeploymentInstanceHolder.setInstance(new DeploymentInstanceInternal(deployment));
            try {
                return new PulumiInternal(runner, context(deployment, runner))
                                .runAsync(program)
                                .join()
                        == Runner.ProcessExitedSuccessfully;
            } finally {
                DeploymentInstanceHolder.internalUnsafeDestroyInstance();
            }
        }
    }

    private static ContextInternal context(DeploymentImpl deployment, Runner runner) {
        return new ContextInternal(
                deployment.getOrganizationName(),
                deployment.getProjectName(),
                deployment.getStackName(),
                new LoggingContextInternal(deployment.getLog()),
                new ConfigContextInternal(
                        deployment.getProjectName(), name -> new Config(deployment.getConfig(), name)),
                new OutputContextInternal(new OutputFactory(runner)),
                StackOptions.Empty.resourceTransformations());
    }
}
