package com.renderowl.monitoring.cli.engine;

import com.google.protobuf.Empty;
import com.pulumi.Context;
import com.renderowl.monitoring.config.ConfigSource;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.grpc.netty.shaded.io.netty.util.internal.logging.InternalLoggerFactory;
import io.grpc.netty.shaded.io.netty.util.internal.logging.JdkLoggerFactory;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
 * Runs the program inside this process when the engine asks for it, over gRPC on a loopback port. This is what the
 * SDK's automation API does for inline programs; it is done here because that API also starts several helper processes
 * and keeps the engine's terminal to itself.
 *
 * <p>Source: {@code com.pulumi.automation.LanguageRuntimeImpl} of pulumi-java 1.36.1.
 */
public final class LanguageHost implements AutoCloseable {

    /** The SDK's limit: large states travel in one message. */
    static final int LARGEST_MESSAGE_BYTES = 400 * 1024 * 1024;

    private static final long CLOSE_MILLISECONDS = 500;

    static {
        // Otherwise it looks for SLF4J, which says on the terminal that nobody has configured it.
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        // It would unpack and load a native library; on the loopback interface that gains nothing.
        System.setProperty("io.grpc.netty.shaded.io.netty.transport.noNative", "true");
    }

    private final Server server;
    private final EventLoopGroup loop;
    private final EventReceiver events;

    private LanguageHost(Server server, EventLoopGroup loop, EventReceiver events) {
        this.server = server;
        this.loop = loop;
        this.events = events;
    }

    /**
     * Starts serving.
     *
     * @param program makes the program of one run; it is asked twice when the engine previews before it updates
     * @param decryptedConfig values to use instead of those that the engine knows, by full key; all of them are secret
     */
    public static LanguageHost start(
            Function<ConfigSource, Consumer<Context>> program, Map<String, String> decryptedConfig) {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("language-host", true), NioIoHandler.newFactory());
        EventReceiver events = new EventReceiver();
        try {
            Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .channelType(NioServerSocketChannel.class)
                    .bossEventLoopGroup(loop)
                    .workerEventLoopGroup(loop)
                    .maxInboundMessageSize(LARGEST_MESSAGE_BYTES)
                    .addService(new Service(program, decryptedConfig, loop))
                    .addService(events)
                    .build()
                    .start();
            return new LanguageHost(server, loop, events);
        } catch (IOException e) {
            throw new UncheckedIOException("The program cannot listen on the loopback interface", e);
        }
    }

    /** What the engine is told as its language runtime. */
    public String address() {
        return "127.0.0.1:" + server.getPort();
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

        private final Function<ConfigSource, Consumer<Context>> program;
        private final Map<String, String> decryptedConfig;
        private final EventLoopGroup loop;

        Service(
                Function<ConfigSource, Consumer<Context>> program,
                Map<String, String> decryptedConfig,
                EventLoopGroup loop) {
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
            response.onNext(run(request));
            response.onCompleted();
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
