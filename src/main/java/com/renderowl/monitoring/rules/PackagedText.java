package com.renderowl.monitoring.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The text files that are packaged with the program: rules, dashboards, the metric contract. */
public final class PackagedText {

    private PackagedText() {}

    /**
     * The text of the file at {@code path}, which starts with a slash.
     *
     * @throws IllegalStateException when it is not there, which is a fault of the build
     */
    public static String of(String path) {
        try (InputStream stream = PackagedText.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks its resource " + path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
