package com.renderowl.monitoring.harness;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a control plane runs.
 *
 * @param placement how its programs are started there
 * @param serverOptions what the API server is told about the place
 * @param controllerOptions what the controllers are told about it
 */
record ControlPlaneSite(Placement placement, List<String> serverOptions, List<String> controllerOptions) {

    /** How a program is started in a place. */
    @FunctionalInterface
    interface Placement {
        /** The command that does it. */
        Command of(Path directory, Path program, String... arguments);
    }

    ControlPlaneSite {
        serverOptions = List.copyOf(serverOptions);
        controllerOptions = List.copyOf(controllerOptions);
    }

    /** On this machine, for this machine only. */
    static ControlPlaneSite loopback() {
        return new ControlPlaneSite(
                Command::in,
                List.of(
                        "--bind-address=127.0.0.1",
                        // A documentation address (RFC 5737): without it the server looks for a network of this
                        // machine.
                        "--advertise-address=192.0.2.1",
                        "--authorization-mode=RBAC",
                        "--service-cluster-ip-range=10.96.0.0/16"),
                List.of());
    }

    Command place(Path directory, Path program, String... arguments) {
        return placement.of(directory, program, arguments);
    }
}
