package com.renderowl.monitoring.model;

/**
 * A port that something listens on.
 *
 * @param name a short name, unique in its workload
 * @param number 1 to 65535
 * @param protocol the transport
 */
public record Port(String name, int number, Protocol protocol) {

    /** The transport protocols in use here. */
    public enum Protocol {
        /** Transmission Control Protocol. */
        TCP,
        /** User Datagram Protocol. */
        UDP
    }

    /** A TCP port. */
    public static Port tcp(String name, int number) {
        return new Port(name, number, Protocol.TCP);
    }

    /** A UDP port. */
    public static Port udp(String name, int number) {
        return new Port(name, number, Protocol.UDP);
    }
}
