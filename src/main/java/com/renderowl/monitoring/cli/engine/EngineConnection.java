package com.renderowl.monitoring.cli.engine;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.pulumi.core.internal.ContextAwareCompletableFuture;
import com.pulumi.deployment.internal.Engine;
import com.pulumi.deployment.internal.Monitor;
import com.pulumi.resources.Resource;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import pulumirpc.EngineGrpc;
import pulumirpc.EngineGrpc.EngineFutureStub;
import pulumirpc.EngineOuterClass.GetRootResourceRequest;
import pulumirpc.EngineOuterClass.GetRootResourceResponse;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;
import pulumirpc.EngineOuterClass.RequirePulumiVersionRequest;
import pulumirpc.EngineOuterClass.RequirePulumiVersionResponse;
import pulumirpc.Provider.CallResponse;
import pulumirpc.Resource.ReadResourceRequest;
import pulumirpc.Resource.ReadResourceResponse;
import pulumirpc.Resource.RegisterPackageRequest;
import pulumirpc.Resource.RegisterPackageResponse;
import pulumirpc.Resource.RegisterResourceOutputsRequest;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceCallRequest;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.Resource.ResourceInvokeResponse;
import pulumirpc.Resource.SupportsFeatureRequest;
import pulumirpc.Resource.SupportsFeatureResponse;
import pulumirpc.ResourceMonitorGrpc;
import pulumirpc.ResourceMonitorGrpc.ResourceMonitorFutureStub;

/**
 * The program's connections to the engine. The SDK's own never close theirs, which is fine for a program that ends after
 * a run; here the engine would wait for a second, in every run, for the connections to close.
 *
 * <p>Source: {@code GrpcEngine} and {@code GrpcMonitor} of pulumi-java 1.36.1.
 */
final class EngineConnection implements Engine, Monitor, AutoCloseable {

    private final ManagedChannel engineChannel;
    private final ManagedChannel monitorChannel;
    private final EngineFutureStub engine;
    private final ResourceMonitorFutureStub monitor;

    /**
     * @param engineAddress takes the log
     * @param monitorAddress takes the resources
     * @param loop waits for their answers
     */
    EngineConnection(String engineAddress, String monitorAddress, EventLoopGroup loop) {
        engineChannel = channel(engineAddress, loop);
        monitorChannel = channel(monitorAddress, loop);
        engine = EngineGrpc.newFutureStub(engineChannel);
        monitor = ResourceMonitorGrpc.newFutureStub(monitorChannel);
    }

    private static ManagedChannel channel(String address, EventLoopGroup loop) {
        return UnixSockets.channel(address, loop)
                .maxInboundMessageSize(LanguageHost.LARGEST_MESSAGE_BYTES)
                .build();
    }

    @Override
    public void close() {
        engineChannel.shutdownNow();
        monitorChannel.shutdownNow();
    }

    /**
     * Messages for debugging are left out: in them the SDK writes each request with all of its values, and an engine that is
     * asked to show them ({@code --debug}) does not recognise secrets that are encoded.
     */
    @Override
    public CompletableFuture<Void> logAsync(LogRequest request) {
        if (request.getSeverity() == LogSeverity.DEBUG) {
            return ContextAwareCompletableFuture.wrap(CompletableFuture.completedFuture(null));
        }
        return completable(engine.log(request)).thenApply(empty -> null);
    }

    @Override
    public CompletableFuture<GetRootResourceResponse> getRootResourceAsync(GetRootResourceRequest request) {
        return completable(engine.getRootResource(request));
    }

    @Override
    public CompletableFuture<RequirePulumiVersionResponse> requirePulumiVersionAsync(
            RequirePulumiVersionRequest request) {
        return completable(engine.requirePulumiVersion(request));
    }

    @Override
    public CompletableFuture<SupportsFeatureResponse> supportsFeatureAsync(SupportsFeatureRequest request) {
        return completable(monitor.supportsFeature(request));
    }

    @Override
    public CompletableFuture<ResourceInvokeResponse> invokeAsync(ResourceInvokeRequest request) {
        return completable(monitor.invoke(request));
    }

    @Override
    public CompletableFuture<CallResponse> callAsync(ResourceCallRequest request) {
        return completable(monitor.call(request));
    }

    @Override
    public CompletableFuture<ReadResourceResponse> readResourceAsync(Resource resource, ReadResourceRequest request) {
        return completable(monitor.readResource(request));
    }

    @Override
    public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
            Resource resource, RegisterResourceRequest request) {
        return completable(monitor.registerResource(request));
    }

    @Override
    public CompletableFuture<Void> registerResourceOutputsAsync(RegisterResourceOutputsRequest request) {
        return completable(monitor.registerResourceOutputs(request)).thenApply(empty -> null);
    }

    @Override
    public CompletableFuture<RegisterPackageResponse> registerPackageAsync(RegisterPackageRequest request) {
        return completable(monitor.registerPackage(request));
    }

    /** The SDK expects futures that carry the current deployment to whatever continues them. */
    private static <T> CompletableFuture<T> completable(ListenableFuture<T> future) {
        CompletableFuture<T> completable = new CompletableFuture<>();
        Futures.addCallback(
                future,
                new FutureCallback<T>() {
                    @Override
                    public void onSuccess(@Nullable T result) {
                        completable.complete(result);
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        completable.completeExceptionally(failure);
                    }
                },
                MoreExecutors.directExecutor());
        return ContextAwareCompletableFuture.wrap(completable);
    }
}
