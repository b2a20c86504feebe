package com.renderowl.monitoring.model.reach;

import com.renderowl.monitoring.model.Port;

/**
 * One entry of the matrix.
 *
 * @param from who opens the connection
 * @param to who would accept it
 * @param port where
 * @param verdict what becomes of it
 */
public record Cell(Endpoint from, Endpoint to, Port port, Verdict verdict) {

    @Override
    public String toString() {
        return from.name() + " -> " + to.name() + " " + port.number() + "/" + port.protocol() + ": " + verdict.reason();
    }
}
