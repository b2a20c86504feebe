package com.renderowl.monitoring.model;

import java.util.List;

/** The connections of a stack as people read them: one line each. */
public final class PortMatrix {

    private PortMatrix() {}

    /**
     * A line for every connection, such as {@code prometheus -> backend 8080/TCP: scrape renderowl-backend}. It says so
     * where the accepting side can not be closed to others.
     */
    public static List<String> of(ConnectionGraph graph) {
        return graph.connections().stream().map(PortMatrix::line).distinct().toList();
    }

    private static String line(Connection connection) {
        return connection.from().name() + " -> " + connection.to().name() + " "
                + connection.port().number() + "/" + connection.port().protocol() + ": "
                + connection.purpose().title()
                + (isOpen(connection.to()) ? " (open to whoever reaches the node: no policy covers its network)" : "");
    }

    /** Network policies select pods by their own addresses, and a pod on the host network has none. */
    private static boolean isOpen(Party party) {
        return party instanceof Party.Own own && own.hostNetwork();
    }
}
