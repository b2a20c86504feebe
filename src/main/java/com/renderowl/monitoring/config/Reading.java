package com.renderowl.monitoring.config;

import java.util.function.Consumer;

/**
 * What all readers of one run share.
 *
 * @param stack the stack's name
 * @param hasPolicies whether the stack has network policies, which must then be told every address
 * @param problems where problems go
 * @param reference is told of every key that is asked for
 */
record Reading(String stack, boolean hasPolicies, Problems problems, Consumer<KeyReference> reference) {

    /** The same for a reading that reports nothing, to find out what holds by default. */
    Reading silent() {
        return new Reading(stack, hasPolicies, new Problems(), ignored -> {});
    }

    /** The command that gives the key at {@code path} a value. */
    String toSet(String path) {
        return command("set --path " + KeyPath.quoted(path) + " VALUE");
    }

    /** The command that gives the key at {@code path} an encrypted value, for which it asks. */
    String toEncrypt(String path) {
        return command("set --secret --path " + KeyPath.quoted(path));
    }

    /** The command that removes the key at {@code path}. */
    String toRemove(String path) {
        return command("rm --path " + KeyPath.quoted(path));
    }

    private String command(String arguments) {
        return "./monitoring config " + arguments + " --stack " + stack;
    }
}
