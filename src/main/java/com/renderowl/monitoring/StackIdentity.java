package com.renderowl.monitoring;

import com.pulumi.core.Output;
import com.pulumi.deployment.Deployment;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Stash;
import com.pulumi.resources.StashArgs;
import com.renderowl.monitoring.units.Owner;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What makes a stack itself: random values that are made once and kept in its state. The engine's Stash keeps the first
 * value that it is given, and encrypts a secret one. The preview of a new stack shows values that the update does not use.
 *
 * @see <a href="https://www.pulumi.com/docs/iac/concepts/resources/stash/">Stash</a>
 */
final class StackIdentity {

    private static final int ID_BYTES = 10;
    private static final int KEY_BYTES = 32;

    private final String prefix;
    private final ComponentResourceOptions options;

    /**
     * @param prefix stands before the logical names
     * @param options whose parent is that of the stack's component
     */
    StackIdentity(String prefix, ComponentResourceOptions options) {
        this.prefix = prefix;
        this.options = options;
    }

    /**
     * Declares the stack's identifier.
     *
     * @param stack the stack's name
     * @return what each object of the stack is marked with, as {@link Owner} writes it
     */
    Output<String> owner(String stack) {
        String project = Deployment.getInstance().getProjectName();
        return kept("identity", Output.of(random(ID_BYTES))).applyValue(id -> owner(project, stack, id));
    }

    /** Declares a secret key, in hexadecimal digits, for what is derived from secrets and shown in clear. */
    Output<String> revisionKey() {
        return kept("revision-key", Output.ofSecret(random(KEY_BYTES)));
    }

    private static String owner(String project, String stack, String id) {
        return new Owner(project, stack, id).toString();
    }

    private Output<String> kept(String name, Output<String> first) {
        Stash stash = new Stash(
                prefix + name,
                StashArgs.builder()
                        .input(first.applyValue(value -> (Object) value))
                        .build(),
                CustomResourceOptions.builder()
                        .parent(options.getParent().orElse(null))
                        .ignoreChanges("input")
                        .build());
        return stash.output().applyValue(String::valueOf);
    }

    private static String random(int count) {
        byte[] bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
