package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A block of loopback addresses of its own, so that programs can listen on the ports that they have in a cluster: on Linux
 * the whole of 127.0.0.0/8 is this machine.
 */
public final class LoopbackNetwork {

    private static final int ATTEMPTS = 100;
    private static final Set<String> GIVEN = new HashSet<>();

    private final String prefix;
    private int last;

    private LoopbackNetwork(String prefix) {
        this.prefix = prefix;
    }

    /** A block in which nobody listens on the port of the node exporter. */
    public static synchronized LoopbackNetwork create() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            String prefix = "127.%d.%d.".formatted(random.nextInt(64, 127), random.nextInt(1, 255));
            if (isFree(prefix + 1) && GIVEN.add(prefix)) {
                return new LoopbackNetwork(prefix);
            }
        }
        throw new IllegalStateException("No block of loopback addresses is free: this needs Linux");
    }

    /** An address that was not given before. */
    public synchronized String next() {
        last++;
        return prefix + last;
    }

    private static boolean isFree(String address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), 9100));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
