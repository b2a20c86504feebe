package com.renderowl.monitoring.cli;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a user gives to {@code pulumi up} after {@code --}.
 *
 * @param all as given
 */
record UpdateArguments(List<String> all) {

    private static final Set<String> SKIPPING = Set.of("--skip-preview", "-f");

    /** What {@code pulumi preview} does not know, of the options without a value. */
    private static final Set<String> OF_UPDATES_ONLY = Set.of("--yes", "-y", "--continue-on-error", "--strict");

    UpdateArguments {
        all = List.copyOf(all);
    }

    /** Whether the update shall go ahead without a plan. */
    boolean skipPreview() {
        return all.stream().anyMatch(isOneOf(SKIPPING));
    }

    /** The same with a plan. */
    List<String> withPreview() {
        return all.stream().filter(isOneOf(SKIPPING).negate()).toList();
    }

    /** Those that a preview alone understands: it then looks at what the update would touch, and at nothing else. */
    List<String> ofPreview() {
        return withPreview().stream().filter(isOneOf(OF_UPDATES_ONLY).negate()).toList();
    }

    private static Predicate<String> isOneOf(Set<String> options) {
        return argument -> options.contains(argument.replaceFirst("=.*", ""));
    }
}
