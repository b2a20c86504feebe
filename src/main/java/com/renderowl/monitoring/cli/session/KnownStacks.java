package com.renderowl.monitoring.cli.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Remembers which stacks of a remote backend exist, as asking it costs a second on every run. */
final class KnownStacks {

    private final Path folder;
    private final Path file;

    /** @param folder where to remember */
    KnownStacks(Path folder) {
        this.folder = folder;
        this.file = folder.resolve("known-stacks");
    }

    boolean has(String url, String stack) {
        return text().lines().anyMatch(line(url, stack)::equals);
    }

    void add(String url, String stack) {
        PrivateFiles.createFolder(folder);
        PrivateFiles.write(file, text() + line(url, stack) + "\n");
    }

    /** To be called when a stack turned out to be gone. */
    void forgetAll() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text() {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A URL may hold credentials, so only a hash of it is kept. */
    private static String line(String url, String stack) {
        return UUID.nameUUIDFromBytes(url.getBytes(StandardCharsets.UTF_8)) + " " + stack;
    }
}
