package com.renderowl.monitoring.component;

import com.pulumi.provider.internal.Provider;
import com.pulumi.provider.internal.ResourceProviderService;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.ServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The plugin: a server that lives as long as the engine that has started it. */
public final class ComponentHost extends ResourceProviderService {

    private final ManagedChannel engine;

    private ComponentHost(String engineAddress, Provider provider) {
        super(engineAddress, provider);
        engine = NettyChannelBuilder.forTarget(engineAddress).usePlaintext().build();
    }

    /**
     * Serves, after the port has been written to standard output, until the process is ended.
     *
     * @param arguments as the engine gives them: its own address, and flags for logging, which are ignored
     * @param environment of the user, which names the kubeconfig
     * @throws IllegalArgumentException when there is no address
     * @throws UncheckedIOException when no port can be opened
     */
    public static void serve(String[] arguments, Map<String, String> environment) {
        try {
            ComponentHost host = new ComponentHost(engineAddress(arguments), new ComponentProvider(environment));
            host.endWithTheEngine();
            host.startAndBlockUntilShutdown();
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    static String engineAddress(String[] arguments) {
        // The engine puts flags with dashes, and the tracer's address behind its flag, in front of the address.
        List<String> given = Arrays.asList(arguments);
        return given.stream()
                .filter(argument -> !argument.startsWith("-"))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new IllegalArgumentException(
                        "This is a plugin, which Pulumi starts with the address of its engine; " + given
                                + " has none."));
    }

    /**
     * Ends this process when nobody answers at the engine's address any more. Nobody else would: the engine leaves Pulumi's
     * Java language host (1.34.0) behind, which notices within five minutes, and then waits for the plugins that it has
     * started.
     */
    private void endWithTheEngine() {
        ConnectivityState state = engine.getState(true);
        if (state == ConnectivityState.TRANSIENT_FAILURE) {
            System.exit(0);
        }
        engine.notifyWhenStateChanged(state, this::endWithTheEngine);
    }

    /** The SDK listens on every interface of the machine. */
    @Override
    protected ServerBuilder<?> createServerBuilder() {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }
}
