package com.renderowl.monitoring.config;

import java.util.function.Consumer;

/**
 * What all readers of one run share.
 *
 * @param stack the stack's name
 * @param remedies how its user changes the configuration
 * @param hasPolicies whether the stack has network policies, which must then be told every address
 * @param problems where problems go
 * @param reference is told of every key that is asked for
 */
record Reading(
        String stack, Remedies remedies, boolean hasPolicies, Problems problems, Consumer<KeyReference> reference) {

    /** The same for a reading that reports nothing, to find out what holds by default. */
    Reading silent() {
        return new Reading(stack, remedies, hasPolicies, new Problems(), ignored -> {});
    }

    /** What gives the key at {@code path} a value. */
    String toSet(String path) {
        return remedies.toSet(path, "VALUE");
    }

    /** What gives the key at {@code path} an encrypted value. */
    String toEncrypt(String path) {
        return remedies.toEncrypt(path);
    }

    /** What removes the key at {@code path}. */
    String toRemove(String path) {
        return remedies.toRemove(path);
    }
}
