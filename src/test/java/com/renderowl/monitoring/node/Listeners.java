package com.renderowl.monitoring.node;

import com.renderowl.monitoring.harness.ManagedProcess;
import com.renderowl.monitoring.harness.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody who accepts at every port of every network, by TCP and UDP, where the program there does not: that a connection
 * fails can then only be a policy's doing.
 */
final class Listeners implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final List<ManagedProcess> processes = new ArrayList<>();

    private Listeners() {}

    /** Starts them; what runs there must be Ready, or its ports would be taken from it. */
    static Listeners start(TestNode node, List<String> networks, List<Integer> ports) {
        String[] arguments = new String[ports.size() + 1];
        arguments[0] = "serve";
        for (int index = 0; index < ports.size(); index++) {
            arguments[index + 1] = "" + ports.get(index);
        }
        Listeners listeners = new Listeners();
        for (int index = 0; index < networks.size(); index++) {
            listeners.processes.add(ManagedProcess.startWithLifeline(
                    "probe serve",
                    node.on(networks.get(index), "probe", arguments),
                    node.directory().resolve("probe-serve-" + index + ".log")));
        }
        listeners.processes.forEach(process ->
                process.await("it listens", DEADLINE, () -> process.log().contains("ready")));
        return listeners;
    }

    @Override
    public void close() {
        processes.forEach(ManagedProcess::close);
    }
}
