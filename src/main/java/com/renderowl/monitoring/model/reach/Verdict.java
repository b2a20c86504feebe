package com.renderowl.monitoring.model.reach;

import com.renderowl.monitoring.model.Purpose;
import java.util.List;

/** Whether a connection can be opened, as far as the network policies of the stack are concerned. */
public sealed interface Verdict {

    /**
     * The policies let it pass, since the stack needs it.
     *
     * @param purposes what for; at least one
     */
    record Allowed(List<Purpose> purposes) implements Verdict {

        public Allowed {
            purposes = List.copyOf(purposes);
        }
    }

    /**
     * A policy stops it.
     *
     * @param policies which ones, and in which direction, such as {@code egress of prometheus}; one or two
     */
    record Denied(List<String> policies) implements Verdict {

        public Denied {
            policies = List.copyOf(policies);
        }
    }

    /**
     * Nothing of the stack stops it.
     *
     * @param exposure why not
     */
    record Open(Exposure exposure) implements Verdict {}

    /** Whether the policies of the stack let it pass. */
    default boolean passes() {
        return !(this instanceof Denied);
    }

    /** Why, as people read it. */
    default String reason() {
        if (this instanceof Allowed allowed) {
            return String.join(
                    ", ", allowed.purposes().stream().map(Purpose::title).toList());
        }
        return this instanceof Denied denied
                ? "stopped by " + String.join(" and ", denied.policies())
                : ((Open) this).exposure().reason();
    }
}
