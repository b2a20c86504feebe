package com.renderowl.monitoring.cli.session;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.Console;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.NodeTuple;

/**
 * A private copy of a stack's configuration file, for use with the private state: Pulumi writes an encryption salt and
 * what is set by {@code monitoring config set} into the file it is given, and neither may land in the committed one.
 * What the committed one says of its own encryption stays out of the copy, which has the private state's.
 */
final class PrivateConfig {

    private static final String SALT = "encryptionsalt";

    /** How a file is encrypted ({@code sdk/go/common/workspace/project.go} of pulumi 3.254.0, ProjectStack). */
    private static final Set<String> ENCRYPTION = Set.of(SALT, "encryptedkey", "secretsprovider");

    private final Path committed;
    private final Path folder;
    private final Path copy;
    private final Path base;

    /**
     * @param committed the stack's file in the project
     * @param folder for the copy
     */
    PrivateConfig(Path committed, Path folder) {
        this.committed = committed;
        this.folder = folder;
        this.copy = folder.resolve(committed.getFileName());
        this.base = folder.resolve(committed.getFileName() + ".base");
    }

    /** The copy, which Pulumi is to be given. */
    Path file() {
        return copy;
    }

    /**
     * Brings the copy up to date with the committed file.
     *
     * @param console is told of keys that were changed on both sides
     */
    void update(Console console) {
        try {
            String theirs = Files.readString(committed);
            if (!Files.exists(copy)) {
                PrivateFiles.createFolder(folder);
                // A run may be killed between the two files: a copy without its base would keep what is edited
                // meanwhile
                // in the committed file from being taken over.
                String first = withoutEncryption(theirs);
                PrivateFiles.write(base, theirs);
                PrivateFiles.write(copy, first);
                return;
            } else {
                String known = Files.exists(base) ? Files.readString(base) : theirs;
                if (Files.exists(base) && known.equals(theirs)) {
                    return;
                }
                ConfigMerge merge =
                        ConfigMerge.of(withoutEncryption(known), withoutEncryption(theirs), Files.readString(copy));
                PrivateFiles.write(copy, merge.text());
                for (String key : merge.conflicts()) {
                    console.say(committed.getFileName() + " has a new value of '" + key
                            + "', and you have set another one: yours is kept; './monitoring config set' changes it.");
                }
            }
            PrivateFiles.write(base, theirs);
        } catch (YAMLException e) {
            throw new CommandFailure(ExitCode.USAGE, committed + " is not valid YAML: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutEncryption(String text) {
        Map<String, NodeTuple> entries = ConfigEntries.parse(text);
        return entries.keySet().removeAll(ENCRYPTION) ? ConfigEntries.write(entries) : text;
    }

    String text() {
        try {
            return Files.readString(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Puts the salt of an existing state into a copy that was made anew.
     *
     * @param salt is asked only when the copy has none
     */
    void restoreSalt(Supplier<String> salt) {
        String text = text();
        if (!text.contains(SALT + ":")) {
            String found = salt.get();
            if (!found.isEmpty()) {
                Map<String, NodeTuple> entries = ConfigEntries.parse(text);
                entries.putAll(ConfigEntries.parse(SALT + ": " + found));
                PrivateFiles.write(copy, ConfigEntries.write(entries));
            }
        }
    }
}
