package com.renderowl.monitoring.cli.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** The passphrase that encrypts secrets in the private state: the user's, or one that is made once. */
final class Passphrase {

    static final String VALUE = "PULUMI_CONFIG_PASSPHRASE";
    static final String FILE = "PULUMI_CONFIG_PASSPHRASE_FILE";

    private static final int RANDOM_BYTES = 32;

    private Passphrase() {}

    /** Whether the user has set one; an empty one counts, as it does for Pulumi. */
    static boolean isSetIn(Map<String, String> environment) {
        return environment.containsKey(VALUE) || environment.containsKey(FILE);
    }

    /** The file with a passphrase, made now if it is not there. */
    static Path file(Path folder) {
        Path file = folder.resolve("passphrase");
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
