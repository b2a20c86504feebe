package com.renderowl.monitoring.docker;

import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.ManagedProcess;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** The reference backend as a process of the machine, at the address where containers look for it. */
final class MachineBackend implements AutoCloseable {

    private final TemporaryDirectory directory = TemporaryDirectory.create("backend");
    private final ManagedProcess process;

    private MachineBackend(String address, int port) {
        process = ManagedProcess.start(
                "backend",
                Command.in(directory.path(), Tools.require("renderowl-backend"), "-listen=" + address + ":" + port),
                directory.path().resolve("log"));
        process.await("listens", Duration.ofSeconds(30), () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, port), 1000);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    static MachineBackend start(String address, int port) {
        return new MachineBackend(address, port);
    }

    @Override
    public void close() {
        process.close();
        directory.close();
    }
}
