package com.renderowl.monitoring.cli;

import java.util.List;
import java.util.Optional;

/** Keeps the value of {@code config set --secret KEY VALUE} out of the arguments of further processes. */
final class SecretArgument {

    private static final List<String> OPTIONS_WITH_VALUE =
            List.of("--type", "--color", "--cwd", "-C", "-v", "--verbose");

    private SecretArgument() {}

    /**
     * Removes the value.
     *
     * @param command the arguments of {@code pulumi}; is changed
     * @return the value, if the command sets a secret and names it
     */
    static Optional<String> takeFrom(List<String> command) {
        if (!command.contains("--secret") || !command.contains("set")) {
            return Optional.empty();
        }
        int keyPosition = -1;
        for (int position = command.indexOf("set") + 1; position < command.size(); position++) {
            String argument = command.get(position);
            if (OPTIONS_WITH_VALUE.contains(argument)) {
                position++;
            } else if (!argument.startsWith("-")) {
                if (keyPosition >= 0) {
                    return Optional.of(command.remove(position));
                }
                keyPosition = position;
            }
        }
        return Optional.empty();
    }
}
