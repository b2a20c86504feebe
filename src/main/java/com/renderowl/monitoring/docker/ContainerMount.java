package com.renderowl.monitoring.docker;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Files that a container sees; only those of {@link Data} and {@link Scratch} can be written. */
sealed interface ContainerMount {

    /** Where the container sees them, always a directory. */
    String path();

    /**
     * A directory of the machine.
     *
     * @param path where the container sees it
     * @param machinePath where it is on the machine
     */
    record Machine(String path, String machinePath) implements ContainerMount {}

    /**
     * What outlives the container.
     *
     * @param path where the container sees it
     * @param name a name that is unique among the mounts of the container
     * @param volume the name of the volume on the engine
     */
    record Data(String path, String name, String volume) implements ContainerMount {}

    /**
     * An empty directory that goes with the container.
     *
     * @param path where the container sees it
     * @param sizeBytes how much it holds
     */
    record Scratch(String path, long sizeBytes) implements ContainerMount {}

    /**
     * Configuration.
     *
     * @param path where the container sees it
     * @param name a name that is unique among the mounts of the container
     * @param volume the name of the volume on the engine, where it is in one
     * @param files name to what it holds
     */
    record Configuration(String path, String name, String volume, SortedMap<String, Content> files)
            implements ContainerMount {

        public Configuration {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        }
    }
}
