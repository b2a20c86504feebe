package com.renderowl.monitoring.cli.engine;

import com.pulumi.core.internal.ContextAwareCompletableFuture;
import com.pulumi.deployment.internal.EngineLogger;
import com.pulumi.deployment.internal.Runner;
import com.pulumi.exceptions.ResourceException;
import com.pulumi.exceptions.RunException;
import com.renderowl.monitoring.config.InvalidConfigurationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the tasks that a program starts, by counting them. The SDK's own runner asks each task in an endless loop
 * whether it is done, which keeps one processor busy for as long as a deployment takes: of two, that is half of what the
 * engine and the provider need.
 *
 * <p>What it says about failures differs too: no process id and no command line, which only hide the message.
 *
 * <p>Source of the contract: {@code DeploymentImpl.DefaultRunner} of pulumi-java 1.36.1.
 */
final class TaskRunner implements Runner {

    private final Supplier<EngineLogger> logger;

    /** One is held by the program itself until it has returned. */
    private final AtomicInteger running = new AtomicInteger(1);

    /** Completed when no task is left, or exceptionally by the first one that fails. */
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

    /** @param logger the deployment's, which is made after the runner */
    TaskRunner(Supplier<EngineLogger> logger) {
        this.logger = logger;
    }

    @Override
    public <T> void registerTask(String description, CompletableFuture<T> task) {
        running.incrementAndGet();
        countDownAfter(task);
    }

    private void countDownAfter(CompletableFuture<?> task) {
        // What continues is this runner itself, so the new future has nothing to tell.
        CompletableFuture<?> unused = task.whenComplete((value, failure) -> release(failure));
    }

    private void release(@Nullable Throwable failure) {
        if (failure != null) {
            ended.completeExceptionally(failure);
        }
        if (running.decrementAndGet() == 0) {
            ended.complete(null);
        }
    }

    @Override
    public <T> CompletableFuture<Result<T>> runAsync(Supplier<T> program) {
        CompletableFuture<T> value = ContextAwareCompletableFuture.supplyAsync(program);
        countDownAfter(value);
        return ended.handle((nothing, failure) -> Optional.ofNullable(failure))
                .thenCompose(failure -> failure.isEmpty() ? succeeded(value) : failed(failure.get()));
    }

    private <T> CompletableFuture<Result<T>> succeeded(CompletableFuture<T> value) {
        // A resource may have logged an error without failing, as Pulumi allows.
        int exitCode = logger.get().hasLoggedErrors()
                ? ProcessExitedBeforeLoggingUserActionableMessage
                : ProcessExitedSuccessfully;
        return CompletableFuture.completedFuture(new Outcome<>(exitCode, List.of(), Optional.ofNullable(value.join())));
    }

    private <T> CompletableFuture<Result<T>> failed(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        Exception exception = cause instanceof Exception known ? known : new RunException("unexpected", cause);
        return log(cause)
                .thenApply(nothing -> new Outcome<>(
                        ProcessExitedAfterLoggingUserActionableMessage, List.of(exception), Optional.empty()));
    }

    private CompletableFuture<Void> log(Throwable failure) {
        if (failure instanceof RunException || failure instanceof InvalidConfigurationException) {
            return logger.get().errorAsync(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof ResourceException resource) {
            String message = resource.isHideStack() ? String.valueOf(resource.getMessage()) : stackTrace(resource);
            return logger.get().errorAsync(message, resource.getResource().orElse(null));
        }
        return logger.get().errorAsync("The program failed unexpectedly: " + stackTrace(failure));
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** The SDK's class can be made by subclasses only. */
    private static final class Outcome<T> extends Result<T> {
        @SuppressWarnings("OptionalUsedAsFieldOrParameterType")
        Outcome(int exitCode, List<Exception> exceptions, Optional<T> result) {
            super(exitCode, exceptions, result);
        }
    }
}
