package com.renderowl.monitoring.cli;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import com.google.protobuf.Empty;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import pulumirpc.EngineGrpc.EngineImplBase;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EventsGrpc;
import pulumirpc.EventsOuterClass.EventRequest;
import pulumirpc.Language.RunRequest;
import pulumirpc.LanguageRuntimeGrpc;
import pulumirpc.LanguageRuntimeGrpc.LanguageRuntimeBlockingStub;
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
 * Another user of the machine. Until it is ended it looks for sockets that somebody listens at, asks each one to run the
 * program with a configuration of its own, for as long as it answers, and to take an event. What it gets and what became
 * of each attempt it writes to standard output.
 */
final class Neighbour {

    /** Says that it has begun to look. */
    static final String READY = "READY";

    /** Begins a line about a service of the command that has answered. */
    static final String ANSWERED = "ANSWERED";

    /** Begins a line about a socket that cannot be opened. */
    static final String CLOSED = "CLOSED";

    /** Begins a line about a socket that can be opened, and that has none of the services. */
    static final String OTHER = "OTHER";

    private static final int LISTENING = 0x0a;

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final String project;
    private final String stack;
    private final Map<String, String> config;
    private final Server engine;

    private Neighbour(String project, String stack, Map<String, String> config) throws IOException {
        this.project = project;
        this.stack = stack;
        this.config = config;
        engine = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(new Monitor())
                .addService(new Log())
                .build()
                .start();
    }

    /**
     * Looks and tries.
     *
     * @param arguments the project, the stack, and a file with the configuration to run the program with, in JSON
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> config =
                new Gson().fromJson(Files.readString(Path.of(arguments[2])), new TypeToken<Map<String, String>>() {});
        Neighbour neighbour = new Neighbour(arguments[0], arguments[1], config);
        Set<SocketAddress> tried = new HashSet<>();
        tried.add(new InetSocketAddress("127.0.0.1", neighbour.engine.getPort()));
        System.out.println(READY);
        while (true) {
            for (SocketAddress door : doors()) {
                if (tried.add(door)) {
                    CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> neighbour.attack(door));
                }
            }
            Thread.sleep(2);
        }
    }

    /** Everything that somebody listens at: anyone can read that. */
    private static Set<SocketAddress> doors() throws IOException {
        Set<SocketAddress> doors = new HashSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : lines(table)) {
                String[] columns = line.strip().split("\\s+");
                if (Integer.parseInt(columns[3], 16) == LISTENING) {
                    int port = Integer.parseInt(columns[1].substring(columns[1].indexOf(':') + 1), 16);
                    doors.add(new InetSocketAddress("127.0.0.1", port));
                }
            }
        }
        for (String line : lines("/proc/net/unix")) {
            int path = line.indexOf(" /");
            if (path >= 0) {
                doors.add(UnixDomainSocketAddress.of(line.substring(path + 1)));
            }
        }
        return doors;
    }

    private static List<String> lines(String table) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(table));
        return lines.subList(1, lines.size());
    }

    private void attack(SocketAddress door) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(door);
        if (door instanceof UnixDomainSocketAddress) {
            try (SocketChannel open = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                open.connect(door);
            } catch (IOException closed) {
                say(CLOSED, door, closed.getMessage());
                return;
            }
            builder.channelType(NioDomainSocketChannel.class)
                    .eventLoopGroup(loop)
                    .overrideAuthority("localhost");
        }
        ManagedChannel channel = builder.usePlaintext().build();
        try {
            say(ANSWERED, door, "an event: " + sendEvent(channel));
        } catch (StatusRuntimeException refused) {
            say(OTHER, door, "an event: " + refused.getStatus());
        }
        LanguageRuntimeBlockingStub program = LanguageRuntimeGrpc.newBlockingStub(channel);
        try {
            while (true) {
                say(ANSWERED, door, "a run: " + program.run(request()));
            }
        } catch (StatusRuntimeException refused) {
            say(OTHER, door, "a run: " + refused.getStatus());
        } finally {
            channel.shutdownNow();
        }
    }

    private static Empty sendEvent(Channel channel) {
        CompletableFuture<Empty> answer = new CompletableFuture<>();
        StreamObserver<EventRequest> events = EventsGrpc.newStub(channel).streamEvents(new StreamObserver<>() {
            @Override
            public void onNext(Empty empty) {
                answer.complete(empty);
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {}
        });
        events.onNext(EventRequest.newBuilder().setEvent("{}").build());
        events.onCompleted();
        try {
            return answer.orTimeout(10, TimeUnit.SECONDS).join();
        } catch (RuntimeException failure) {
            throw Status.fromThrowable(failure).asRuntimeException();
        }
    }

    private RunRequest request() {
        String address = "127.0.0.1:" + engine.getPort();
        return RunRequest.newBuilder()
                .setProject(project)
                .setStack(stack)
                .setOrganization("organization")
                .setMonitorAddress(address)
                .addArgs(address)
                .putAllConfig(config)
                .build();
    }

    private static synchronized void say(String what, SocketAddress door, String text) {
        System.out.println(what + " " + door + " " + text);
    }

    private static <T> void answer(StreamObserver<T> response, T answer) {
        response.onNext(answer);
        response.onCompleted();
    }

    private static final class Log extends EngineImplBase {

        @Override
        public void log(LogRequest request, StreamObserver<Empty> response) {
            answer(response, Empty.getDefaultInstance());
        }
    }

    /** Takes every resource, with all that is in it. */
    private static final class Monitor extends ResourceMonitorImplBase {

        @Override
        public void supportsFeature(SupportsFeatureRequest request, StreamObserver<SupportsFeatureResponse> response) {
            answer(
                    response,
                    SupportsFeatureResponse.newBuilder().setHasSupport(true).build());
        }

        @Override
        public void registerResource(
                RegisterResourceRequest request, StreamObserver<RegisterResourceResponse> response) {
            System.out.println("GOT " + request.getName() + " " + request.getObject());
            answer(
                    response,
                    RegisterResourceResponse.newBuilder()
                            .setUrn("urn:pulumi:stack::project::" + request.getType() + "::" + request.getName())
                            .setId(request.getCustom() ? request.getName() : "")
                            .setObject(request.getObject())
                            .build());
        }

        @Override
        public void readResource(ReadResourceRequest request, StreamObserver<ReadResourceResponse> response) {
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
}
