package com.renderowl.monitoring.cli.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of this project and where things lie in it.
 *
 * @param folder absolute, without symbolic links
 */
public record Project(Path folder) {

    /** The rights of the private folder and all folders in it, from the moment they exist. */
    public static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final Pattern NAME = Pattern.compile("(?m)^name:\\s*[\"']?([A-Za-z0-9_.-]+)");
    private static final Pattern STACK_FILE = Pattern.compile("Pulumi\\.([A-Za-z0-9_.-]+)\\.yaml");

    /**
     * The project that the start script belongs to.
     *
     * @throws CommandFailure when the program was started without the script
     */
    public static Project ofProcess() {
        String home = System.getProperty("monitoring.home");
        if (home == null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "The property monitoring.home is not set: start the program by ./monitoring.");
        }
        return new Project(Path.of(home));
    }

    /** The name in {@code Pulumi.yaml}, which is part of every resource's identity. */
    public String name() {
        Path file = folder.resolve("Pulumi.yaml");
        try {
            Matcher matcher = NAME.matcher(Files.readString(file));
            if (!matcher.find()) {
                throw new CommandFailure(ExitCode.USAGE, file + " has no name: the line 'name: ...' is missing.");
            }
            return matcher.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the stacks that have a configuration file, sorted. */
    public List<String> stacks() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> STACK_FILE.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The committed configuration file of a stack.
     *
     * @throws CommandFailure when there is none; the message lists the stacks that there are
     */
    public Path stackFile(String stack) {
        Path file = folder.resolve("Pulumi." + stack + ".yaml");
        if (!STACK_FILE.matcher("Pulumi." + stack + ".yaml").matches() || !Files.isRegularFile(file)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "There is no stack '" + stack + "': this project has " + String.join(", ", stacks())
                            + ". A new one needs a file Pulumi." + stack + ".yaml.");
        }
        return file;
    }

    /** What this machine keeps about the project; ignored by git, only for its user. */
    public Path privateFolder() {
        return folder.resolve(".monitoring");
    }

    /** Where {@code render} puts a stack's files unless told otherwise. */
    public Path renderedFolder(String stack) {
        return folder.resolve("out").resolve(stack);
    }

    /** Where {@code tools/build} puts the programs that it builds. */
    public Path toolsFolder() {
        return folder.resolve("tools").resolve("bin");
    }
}
