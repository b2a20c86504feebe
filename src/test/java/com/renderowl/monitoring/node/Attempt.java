package com.renderowl.monitoring.node;

import com.renderowl.monitoring.model.reach.Cell;
import com.renderowl.monitoring.model.reach.Endpoint;

/**
 * A connection to be tried.
 *
 * @param from who opens it
 * @param door where to
 * @param cell what has to become of it
 */
record Attempt(Opener from, Door door, Cell cell) {

    /**
     * Whether it is the one from somebody to somebody at a port.
     *
     * @param from what the opening side's name begins with, for a pod that of its namespace and a slash before it
     * @param to the same of the accepting side
     * @param port at the accepting side
     */
    boolean is(String from, String to, int port) {
        return name(cell.from()).startsWith(from)
                && name(cell.to()).startsWith(to)
                && cell.port().number() == port;
    }

    /** Whether a pod dials a Service that leads back to it. */
    boolean leadsBack() {
        return cell.from().equals(cell.to()) && door.isService();
    }

    private static String name(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Pod pod ? pod.namespace() + "/" + pod.name() : endpoint.name();
    }

    @Override
    public String toString() {
        return "%s -> %s %d/%s%s (%s)"
                .formatted(
                        name(cell.from()),
                        name(cell.to()),
                        cell.port().number(),
                        cell.port().protocol(),
                        door.isService() ? " by its Service at " + door.address() + ":" + door.number() : "",
                        cell.verdict().reason());
    }
}
