package com.renderowl.monitoring.cli.destroy;

import com.renderowl.monitoring.cli.cluster.LiveObject;
import com.renderowl.monitoring.cli.engine.DeployedObject;
import java.util.List;

/**
 * What becomes of a namespace of the stack.
 *
 * @param namespace the namespace
 * @param stays why it stays, if it does
 * @param foreign what is in it and not the stack's
 * @param claims the stack's claims in it: they are deleted with it, and stay with it
 */
record NamespaceFate(DeployedObject namespace, Stays stays, List<LiveObject> foreign, List<LiveObject> claims) {

    /** Why a namespace stays. */
    enum Stays {
        /** It does not. */
        NOT,
        /** It belongs to another stack now. */
        PASSED_ON,
        /** It was there before the stack. */
        TAKEN_OVER,
        /** There is something in it that is not the stack's. */
        HAS_FOREIGN,
        /** The user keeps the data in it. */
        HAS_DATA
    }

    NamespaceFate {
        foreign = List.copyOf(foreign);
        claims = List.copyOf(claims);
    }

    String name() {
        return namespace.identity().name();
    }

    boolean isKept() {
        return stays != Stays.NOT;
    }
}
