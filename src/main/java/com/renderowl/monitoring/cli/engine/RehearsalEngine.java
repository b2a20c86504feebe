package com.renderowl.monitoring.cli.engine;

import com.google.protobuf.Empty;
import com.google.protobuf.Struct;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import pulumirpc.EngineGrpc.EngineImplBase;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;
import pulumirpc.Language.AboutRequest;
import pulumirpc.Language.GetRequiredPackagesRequest;
import pulumirpc.Language.RunRequest;
import pulumirpc.Language.RunResponse;
import pulumirpc.LanguageRuntimeGrpc;
import pulumirpc.Resource.ReadResourceRequest;
import pulumirpc.Resource.ReadResourceResponse;
import pulumirpc.Resource.RegisterPackageRequest;
import pulumirpc.Resource.RegisterPackageResponse;
import pulumirpc.Resource.RegisterResourceOutputsRequest;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.SupportsFeatureRequest;
import pulumirpc.Resource.SupportsFeatureResponse;
import pulumirpc.ResourceMonitorGrpc.ResourceMonitorImplBase;

/**
 * Plays the engine for a program without starting one: it accepts every resource and answers with what it was given. It is
 * enough to render a stack, and to have the program check its configuration. What such a run loads is what a real one loads,
 * so the start script makes its archive of loaded classes from it.
 */
public final class RehearsalEngine {

    private RehearsalEngine() {}

    /**
     * What came of a rehearsal.
     *
     * @param succeeded whether the program declared everything
     * @param warnings what it warned of
     * @param errors why it failed
     * @param objects the Kubernetes objects that it declared, with secret values in clear; none of a preview, in which
     *     values may be unknown
     */
    public record Rehearsal(
            boolean succeeded, List<String> warnings, List<String> errors, List<Map<String, Object>> objects) {

        /** The objects may be Secrets. */
        @Override
        public String toString() {
            return "Rehearsal[" + succeeded + ", " + warnings + ", " + errors + "]";
        }
    }

    /**
     * Asks a language host to run its program.
     *
     * @param languageHost which has to be for this project and stack
     * @param project the project's name
     * @param stack the stack's name
     * @param config full key to value
     * @param isPreview whether what is known only after an update stays unknown
     * @return what the program said and declared
     */
    public static Rehearsal run(
            LanguageHost languageHost, String project, String stack, Map<String, String> config, boolean isPreview) {
        Path socket = languageHost.folder().resolve("engine");
        String address = UnixSockets.address(socket);
        ManagedChannel channel =
                UnixSockets.channel(languageHost.address(), languageHost.loop()).build();
        try {
            Log log = new Log();
            Monitor monitor = new Monitor(isPreview);
            Server server = UnixSockets.server(socket, languageHost.loop())
                    .addService(monitor)
                    .addService(log)
                    .build()
                    .start();
            LanguageRuntimeGrpc.LanguageRuntimeBlockingStub host = LanguageRuntimeGrpc.newBlockingStub(channel);
            host.about(AboutRequest.getDefaultInstance());
            host.getRequiredPackages(GetRequiredPackagesRequest.getDefaultInstance());
            try {
                RunResponse answer = host.run(RunRequest.newBuilder()
                        .setProject(project)
                        .setStack(stack)
                        .setOrganization("organization")
                        .setDryRun(isPreview)
                        .setMonitorAddress(address)
                        .addArgs(address)
                        .putAllConfig(config)
                        .build());
                if (!answer.getError().isEmpty()) {
                    log.errors.add(answer.getError());
                }
                boolean succeeded = answer.getError().isEmpty() && !answer.getBail();
                return new Rehearsal(
                        succeeded, List.copyOf(log.warnings), List.copyOf(log.errors), List.copyOf(monitor.objects));
            } finally {
                server.shutdownNow();
                Files.deleteIfExists(socket);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            channel.shutdownNow();
        }
    }

    private static final class Log extends EngineImplBase {

        private final Queue<String> warnings = new ConcurrentLinkedQueue<>();
        private final Queue<String> errors = new ConcurrentLinkedQueue<>();

        @Override
        public void log(LogRequest request, StreamObserver<Empty> response) {
            if (request.getSeverity() == LogSeverity.WARNING) {
                warnings.add(request.getMessage());
            } else if (request.getSeverity() == LogSeverity.ERROR) {
                errors.add(request.getMessage());
            }
            answer(response, Empty.getDefaultInstance());
        }
    }

    private static final class Monitor extends ResourceMonitorImplBase {

        private final Queue<Map<String, Object>> objects = new ConcurrentLinkedQueue<>();
        private final boolean isPreview;

        Monitor(boolean isPreview) {
            this.isPreview = isPreview;
        }

        @Override
        public void supportsFeature(SupportsFeatureRequest request, StreamObserver<SupportsFeatureResponse> response) {
            answer(
                    response,
                    SupportsFeatureResponse.newBuilder().setHasSupport(true).build());
        }

        @Override
        public void registerResource(
                RegisterResourceRequest request, StreamObserver<RegisterResourceResponse> response) {
            if (!isPreview && request.getType().startsWith("kubernetes:")) {
                objects.add(PropertyValues.map(request.getObject()));
            }
            answer(
                    response,
                    RegisterResourceResponse.newBuilder()
                            .setUrn("urn:pulumi:stack::project::" + request.getType() + "::" + request.getName())
                            .setId(request.getCustom() ? request.getName() : "")
                            .setObject(state(request))
                            .build());
        }

        /** The engine's own resource keeps what it is given. */
        private static Struct state(RegisterResourceRequest request) {
            return request.getType().equals("pulumi:index:Stash")
                    ? request.getObject().toBuilder()
                            .putFields("output", request.getObject().getFieldsOrThrow("input"))
                            .build()
                    : request.getObject();
        }

        @Override
        public void readResource(ReadResourceRequest request, StreamObserver<ReadResourceResponse> response) {
            // Nobody knows here what is in the cluster: the object exists, and nothing is known of it.
            answer(
                    response,
                    ReadResourceResponse.newBuilder()
                            .setUrn("urn:pulumi:stack::project::" + request.getType() + "::" + request.getName())
                            .build());
        }

        @Override
        public void registerResourceOutputs(RegisterResourceOutputsRequest request, StreamObserver<Empty> response) {
            answer(response, Empty.getDefaultInstance());
        }

        @Override
        public void registerPackage(RegisterPackageRequest request, StreamObserver<RegisterPackageResponse> response) {
            answer(
                    response,
                    RegisterPackageResponse.newBuilder()
                            .setRef(request.getName())
                            .build());
        }
    }

    private static <T> void answer(StreamObserver<T> response, T answer) {
        response.onNext(answer);
        response.onCompleted();
    }
}
