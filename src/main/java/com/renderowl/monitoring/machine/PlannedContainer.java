package com.renderowl.monitoring.machine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container that a stack is going to have, as far as it may be in the way of others.
 *
 * @param name its name on the engine
 * @param program what runs in it, the name of its section in the configuration
 * @param version the version of that
 * @param port its port on the machine, or null
 * @param dataVolumes the names of the volumes that it writes
 * @param helpers the names of the containers that hand over its data and write its files
 * @param fileVolumes the names of the volumes that its files are in
 */
public record PlannedContainer(
        String name,
        String program,
        String version,
        @Nullable Published port,
        List<String> dataVolumes,
        List<String> helpers,
        List<String> fileVolumes) {

    public PlannedContainer {
        dataVolumes = List.copyOf(dataVolumes);
        helpers = List.copyOf(helpers);
        fileVolumes = List.copyOf(fileVolumes);
    }

    /**
     * A port of the machine.
     *
     * @param address the machine's address
     * @param number the port
     * @param key where the configuration has it
     */
    public record Published(String address, int number, String key) {}
}
