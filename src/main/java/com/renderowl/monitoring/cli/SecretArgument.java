package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keeps the value of {@code config set --secret KEY VALUE} out of the arguments of further processes. */
final class SecretArgument {

    private static final List<String> OPTIONS_WITH_VALUE =
            List.of("--type", "--color", "--cwd", "-C", "-v", "--verbose");

    /** As Pulumi's flags take it. */
    private static final Pattern SECRET = Pattern.compile("--secret(=(1|t|T|true|TRUE|True))?");

    private static final Pattern SECRET_IN_JSON = Pattern.compile("\\\\?\"secret\\\\?\"\\s*:\\s*true");

    /** What becomes of letters that the locale does not know. */
    private static final String REPLACEMENT = "\uFFFD";

    private SecretArgument() {}

    /**
     * Removes the value.
     *
     * @param command the arguments of {@code pulumi}; is changed
     * @return the value, if the command sets a secret and names it
     * @throws CommandFailure when the command sets several, which Pulumi takes from its arguments only, or when the value
     *     did not survive the locale
     */
    static Optional<String> takeFrom(List<String> command) {
        if (command.contains("set-all") && command.stream().anyMatch(SecretArgument::isSecretOfSeveral)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "config set-all would show the secrets to every user of this machine, as Pulumi takes them from its"
                            + " arguments only: set each by './monitoring config set --secret --path KEY', which asks for"
                            + " the value, and the others by set-all. Nothing was set.");
        }
        if (!command.contains("set")
                || command.stream().noneMatch(word -> SECRET.matcher(word).matches())) {
            return Optional.empty();
        }
        int keyPosition = -1;
        for (int position = command.indexOf("set") + 1; position < command.size(); position++) {
            String argument = command.get(position);
            if (OPTIONS_WITH_VALUE.contains(argument)) {
                position++;
            } else if (!argument.startsWith("-")) {
                if (keyPosition >= 0) {
                    return Optional.of(refuseIfDamaged(command.remove(position)));
                }
                keyPosition = position;
            }
        }
        return Optional.empty();
    }

    /** There, the option has the key and the value for its own value, or all is one document. */
    private static boolean isSecretOfSeveral(String word) {
        return word.startsWith("--secret") || SECRET_IN_JSON.matcher(word).find();
    }

    private static String refuseIfDamaged(String value) {
        if (value.contains(REPLACEMENT)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "The value has bytes that are not text in the encoding of your locale, so that it would be stored"
                            + " damaged: set LC_ALL to a locale with UTF-8, such as C.UTF-8, or give the value by standard"
                            + " input. Nothing was set.");
        }
        return value;
    }
}
