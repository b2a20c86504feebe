package com.renderowl.monitoring.cli.engine;

import com.google.protobuf.Empty;
import com.pulumi.Context;
import com.renderowl.monitoring.config.ConfigSource;
import io.grpc.Server;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.netty.shaded.io.netty.util.internal.logging.InternalLoggerFactory;
import io.grpc.netty.shaded.io.netty.util.internal.logging.JdkLoggerFactory;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import pulumirpc.EventsGrpc.EventsImplBase;
import pulumirpc.EventsOuterClass.EventRequest;
import pulumirpc.Language.AboutRequest;
import pulumirpc.Language.AboutResponse;
import pulumirpc.Language.GetRequiredPackagesRequest;
import pulumirpc.Language.GetRequiredPackagesResponse;
import pulumirpc.Language.RunRequest;
import pulumirpc.Language.RunResponse;
import pulumirpc.LanguageRuntimeGrpc.LanguageRuntimeImplBase;
import pulumirpc.Plugin.PluginInfo;

/**
 * Runs the program inside this process when the engine asks for it, over gRPC. This is what the SDK's automation API does
 * for inline programs; it is done here because that API also starts several helper processes and keeps the engine's
 * terminal to itself.
 *
 * <p>The engine proves nothing about itself, so who may connect is decided by the file system: this is a Unix socket in a
 * folder that only this user can enter. On a port of the loopback interface, as the automation API has it, every user of
 * the machine could have the program run with decrypted values and send the resources to themselves, or report events
 * that never happened.
 *
 * <p>Source: {@code com.pulumi.automation.LanguageRuntimeImpl} of pulumi-java 1.36.1.
 */
public final class LanguageHost implements AutoCloseable {

    /** The SDK's limit: large states travel in one message. */
    static final int LARGEST_MESSAGE_BYTES = 400 * 1024 * 1024;

    private static final String SOCKET = "program";

    private static final long CLOSE_MILLISECONDS = 500;

    /** A run whose engine has given up may take this long to notice. */
    private static final long LAST_RUN_SECONDS = 2;

    static {
        // Otherwise it looks for SLF4J, which says on the terminal that nobody has configured it.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        // It would unpack and load a native library; between two processes of a machine that gains nothing.
        System.setProperty("io.grpc.netty.shaded.io.netty.transport.noNative", "true");
    }

    private final Path folder;
    private final Server server;
    private final EventLoopGroup loop;
    private final EventReceiver events;

    private LanguageHost(Path folder, Server server, EventLoopGroup loop, EventReceiver events) {
        this.folder = folder;
        this.server = server;
        this.loop = loop;
        this.events = events;
    }

    /**
     * Starts serving.
     *
     * @param folder an empty folder that only this user can enter; it is deleted at the end
     * @param project the program is run for this project only
     * @param stack and for this stack of it
     * @param program makes the program of one run; it is asked twice when the engine previews before it updates
     * @param decryptedConfig values to use instead of those that the engine knows, by full key; all of them are secret
     */
    public static LanguageHost start(
            Path folder,
            String project,
            String stack,
            Function<ConfigSource, Consumer<Context>> program,
            Map<String, String> decryptedConfig) {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("language-host", true), NioIoHandler.newFactory());
        EventReceiver events = new EventReceiver();
        Path socket = folder.resolve(SOCKET);
        try {
            Server server = UnixSockets.server(socket, loop)
                    .maxInboundMessageSize(LARGEST_MESSAGE_BYTES)
                    .addService(new Service(project, stack, program, decryptedConfig, loop))
                    .addService(events)
                    .build()
                    .start();
            return new LanguageHost(folder, server, loop, events);
        } catch (IOException e) {
            throw new UncheckedIOException("The program cannot listen at " + socket, e);
        }
    }

    /** What the engine is told as its language runtime. */
    public String address() {
        return UnixSockets.address(folder.resolve(SOCKET));
    }

    /** Where a socket that belongs to this one can be. */
    Path folder() {
        return folder;
    }

    EventLoopGroup loop() {
        return loop;
    }

    /** A log of the operation that is started next with its arguments; the one before gets nothing any more. */
    public EventLog record() {
        EventLog log = new EventLog(address());
        events.log = log;
        return log;
    }

    /** Ends its thread as well: the JVM's exit takes a third of a second longer while one waits for the network. */
    @Override
    public void close() {
        server.shutdownNow();
        loop.shutdownGracefully(0, CLOSE_MILLISECONDS, TimeUnit.MILLISECONDS).awaitUninterruptibly(CLOSE_MILLISECONDS);
        try {
            Files.deleteIfExists(folder.resolve(SOCKET));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class EventReceiver extends EventsImplBase {

        private volatile @Nullable EventLog log;

        /** The engine waits for the answer to a stream before it goes on to the next phase of its operation. */
        @Override
        public StreamObserver<EventRequest> streamEvents(StreamObserver<Empty> response) {
            EventLog receiver = log;
            return new StreamObserver<>() {
                @Override
                public void onNext(EventRequest request) {
                    if (receiver != null) {
                        receiver.add(request.getEvent());
                    }
                }

                @Override
                public void onError(Throwable lost) {
                    // The engine was killed: what it sent until then is all there is.
                }

                @Override
                public void onCompleted() {
                    response.onNext(Empty.getDefaultInstance());
                    response.onCompleted();
                }
            };
        }
    }

    private static final class Service extends LanguageRuntimeImplBase {

        private final String project;
        private final String stack;
        private final Function<ConfigSource, Consumer<Context>> program;
        private final Map<String, String> decryptedConfig;
        private final EventLoopGroup loop;
        private final Semaphore idle = new Semaphore(1);

        Service(
                String project,
                String stack,
                Function<ConfigSource, Consumer<Context>> program,
                Map<String, String> decryptedConfig,
                EventLoopGroup loop) {
            this.project = project;
            this.stack = stack;
            this.program = program;
            this.decryptedConfig = Map.copyOf(decryptedConfig);
            this.loop = loop;
        }

        /** The program names its provider and version itself, so there is nothing to look up beforehand. */
        @Override
        public void getRequiredPackages(
                GetRequiredPackagesRequest request, StreamObserver<GetRequiredPackagesResponse> response) {
            response.onNext(GetRequiredPackagesResponse.getDefaultInstance());
            response.onCompleted();
        }

        @Override
        public void getPluginInfo(Empty request, StreamObserver<PluginInfo> response) {
            response.onNext(PluginInfo.newBuilder().setVersion("1.0.0").build());
            response.onCompleted();
        }

        @Override
        public void about(AboutRequest request, StreamObserver<AboutResponse> response) {
            response.onNext(AboutResponse.newBuilder()
                    .setVersion(Runtime.version().toString())
                    .build());
            response.onCompleted();
        }

        @Override
        public void run(RunRequest request, StreamObserver<RunResponse> response) {
            response.onNext(runAlone(request));
            response.onCompleted();
        }

        private RunResponse runAlone(RunRequest request) {
            if (!request.getProject().equals(project) || !request.getStack().equals(stack)) {
                return refusal("it is for the stack " + stack + " of the project " + project);
            }
            try {
                if (!idle.tryAcquire(LAST_RUN_SECONDS, TimeUnit.SECONDS)) {
                    return refusal("it is running already");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return refusal("this command is ending");
            }
            try {
                return run(request);
            } finally {
                idle.release();
            }
        }

        private static RunResponse refusal(String reason) {
            return RunResponse.newBuilder()
                    .setError("The program is not run: " + reason)
                    .build();
        }

        private RunResponse run(RunRequest request) {
            Map<String, String> values = new HashMap<>(request.getConfigMap());
            values.putAll(decryptedConfig);
            Set<String> secretKeys = new HashSet<>(request.getConfigSecretKeysList());
            secretKeys.addAll(decryptedConfig.keySet());
            ConfigSource config = new ConfigSource(values, secretKeys);
            try {
                boolean succeeded = InlineDeployment.run(request, config, program.apply(config), loop);
                // Bailing out means: the engine has been told what went wrong and need not say it a second time.
                return RunResponse.newBuilder().setBail(!succeeded).build();
            } catch (RuntimeException e) {
                return RunResponse.newBuilder().setError(describe(e)).build();
            }
        }

        private static String describe(Throwable throwable) {
            Throwable cause = throwable;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return cause.getMessage() == null ? cause.toString() : cause.getMessage();
        }
    }
}
