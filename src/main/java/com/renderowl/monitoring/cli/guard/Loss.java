package com.renderowl.monitoring.cli.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One resource that would be replaced or deleted, and what that means.
 *
 * @param name the logical name, by which the user can agree to it
 * @param event what would happen to which object, and why
 * @param consequence what would be lost with it
 * @param avoidance how to keep it
 * @param coveredBy the logical names of resources whose loss includes this one
 * @param byHand what the user has to do by hand, as the engine cannot, or null where agreeing is enough
 */
public record Loss(
        String name,
        String event,
        String consequence,
        String avoidance,
        List<String> coveredBy,
        @Nullable String byHand) {

    public Loss {
        coveredBy = List.copyOf(coveredBy);
    }
}
