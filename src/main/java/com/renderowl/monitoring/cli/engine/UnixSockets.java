package com.renderowl.monitoring.cli.engine;

import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/** gRPC over the JDK's own Unix sockets, which need no native library. */
final class UnixSockets {

    private static final String SCHEME = "unix://";

    /** gRPC sets it for every connection, and Netty then warns on the terminal that a Unix socket does not have it. */
    private static final ChannelOption<Boolean> TCP_ONLY = ChannelOption.SO_KEEPALIVE;

    private UnixSockets() {}

    /**
     * How the engine is told of a socket. It parses the address as a URL ({@code internal/resolver/unix} of grpc-go), so
     * that any ASCII character may be in the path.
     */
    static String address(Path socket) {
        return SCHEME + socket.toUri().getRawPath();
    }

    static NettyServerBuilder server(Path socket, EventLoopGroup loop) {
        return NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(socket))
                .channelType(NioServerDomainSocketChannel.class)
                .withChildOption(TCP_ONLY, null)
                .bossEventLoopGroup(loop)
                .workerEventLoopGroup(loop);
    }

    /**
     * A way to a server.
     *
     * @param address of a socket, or host and port, where the engine itself listens
     */
    static NettyChannelBuilder channel(String address, EventLoopGroup loop) {
        NettyChannelBuilder channel = address.startsWith(SCHEME)
                ? NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(
                                Path.of(URI.create(address).getPath())))
                        .channelType(NioDomainSocketChannel.class)
                        .withOption(TCP_ONLY, null)
                        .overrideAuthority("localhost")
                : NettyChannelBuilder.forTarget(address).channelType(NioSocketChannel.class);
        return channel.eventLoopGroup(loop).usePlaintext();
    }
}
