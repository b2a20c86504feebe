package com.renderowl.monitoring.cli.session;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** The passphrase that encrypts secrets in the private state: the user's, or one that is made once. */
public final class Passphrase {

    static final String VALUE = "PULUMI_CONFIG_PASSPHRASE";
    static final String FILE = "PULUMI_CONFIG_PASSPHRASE_FILE";

    private static final int RANDOM_BYTES = 32;

    private Passphrase() {}

    /** Whether the user has set one; an empty one counts, as it does for Pulumi, and is refused. */
    public static boolean isSetIn(Map<String, String> environment) {
        return environment.containsKey(VALUE) || environment.containsKey(FILE);
    }

    /**
     * Refuses an empty one: anybody can decrypt with that.
     *
     * @throws CommandFailure with what to do
     */
    static void refuseEmpty(Map<String, String> environment) {
        String value = environment.get(VALUE);
        String file = environment.get(FILE);
        String empty = "";
        if (value != null) {
            empty = value.isBlank() ? VALUE + " is empty" : "";
        } else if (file != null) {
            try {
                empty = Files.readString(Path.of(file)).isBlank()
                        ? "the file " + file + ", which " + FILE + " names, is empty"
                        : "";
            } catch (IOException | InvalidPathException e) {
                empty = "the file '" + file + "', which " + FILE + " names, cannot be read";
            }
        }
        if (!empty.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "There is no passphrase: " + empty
                            + ". With an empty one every reader of the state and of the stack's"
                            + " file could decrypt the secrets. Set the stack's passphrase, or unset both variables to have"
                            + " one made where there is none. If the secrets are encrypted with an empty one already,"
                            + " change that first: PULUMI_CONFIG_PASSPHRASE= pulumi stack change-secrets-provider"
                            + " passphrase.");
        }
    }

    /** Where the file with the passphrase is, or will be. */
    public static Path fileIn(Path folder) {
        return folder.resolve("passphrase");
    }

    /** The file with a passphrase, made now if it is not there. */
    static Path file(Path folder) {
        Path file = fileIn(folder);
        if (!Files.exists(file)) {
            PrivateFiles.createFolder(folder);
            PrivateFiles.writeNew(file, random());
        }
        return file;
    }

    static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
