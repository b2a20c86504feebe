package com.renderowl.monitoring.node;

import com.renderowl.monitoring.model.Port;
import com.renderowl.monitoring.model.reach.Endpoint;
import java.util.Locale;

/**
 * Where connections are opened to.
 *
 * @param to who accepts them
 * @param port where that is
 * @param address the address that is dialled
 * @param number the port that is dialled
 * @param isService whether these are a Service's, which leads to the accepting side
 */
record Door(Endpoint to, Port port, String address, int number, boolean isService) {

    /** One at somebody's own address. */
    static Door at(Endpoint to, String address, Port port) {
        return new Door(to, port, address, port.number(), false);
    }

    /** One by a Service. */
    static Door by(String address, int number, Endpoint to, Port port) {
        return new Door(to, port, address, number, true);
    }

    /** What the probe is told. */
    String line() {
        return port.protocol().name().toLowerCase(Locale.ROOT) + " " + address + ":" + number;
    }
}
