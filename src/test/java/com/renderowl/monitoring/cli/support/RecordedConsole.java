package com.renderowl.monitoring.cli.support;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A console that remembers what was written to it. */
public final class RecordedConsole {

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    /** The console itself, without a terminal. */
    public Console console() {
        return new Console(
                new PrintStream(output, true, StandardCharsets.UTF_8),
                new PrintStream(messages, true, StandardCharsets.UTF_8),
                false);
    }

    /** All results so far. */
    public String output() {
        return output.toString(StandardCharsets.UTF_8);
    }

    /** Everything else so far. */
    public String messages() {
        return messages.toString(StandardCharsets.UTF_8);
    }
}
