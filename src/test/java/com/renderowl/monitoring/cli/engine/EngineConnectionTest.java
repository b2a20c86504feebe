package com.renderowl.monitoring.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import io.grpc.Server;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulumirpc.EngineGrpc.EngineImplBase;
import pulumirpc.EngineOuterClass.LogRequest;
import pulumirpc.EngineOuterClass.LogSeverity;

/** What of a program reaches the engine. */
@Tag("unit")
class EngineConnectionTest {

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<LogSeverity> received = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        loop.shutdownGracefully();
    }

    /** The engine shows them with {@code --debug}, and the SDK writes each request with all of its values there. */
    @Test
    void messagesForDebuggingDoNotReachTheEngine(@TempDir Path folder) throws IOException {
        Path socket = folder.resolve("a %41 ?#:.socket");
        Server server =
                UnixSockets.server(socket, loop).addService(new Log()).build().start();
        String address = UnixSockets.address(socket);
        try (EngineConnection connection = new EngineConnection(address, address, loop)) {
            for (LogSeverity severity :
                    List.of(LogSeverity.DEBUG, LogSeverity.INFO, LogSeverity.WARNING, LogSeverity.ERROR)) {
                connection
                        .logAsync(LogRequest.newBuilder().setSeverity(severity).build())
                        .join();
            }
        } finally {
            server.shutdownNow();
        }

        assertThat(received).containsExactly(LogSeverity.INFO, LogSeverity.WARNING, LogSeverity.ERROR);
    }

    private final class Log extends EngineImplBase {
        @Override
        public void log(LogRequest request, StreamObserver<Empty> response) {
            received.add(request.getSeverity());
            response.onNext(Empty.getDefaultInstance());
            response.onCompleted();
        }
    }
}
