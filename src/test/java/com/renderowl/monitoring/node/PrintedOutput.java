package com.renderowl.monitoring.node;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Keeps what the tests print, which becomes their report; it is printed all the same. */
final class PrintedOutput implements AutoCloseable {

    private final PrintStream original = System.out;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    private PrintedOutput() {}

    static PrintedOutput keep() {
        PrintedOutput output = new PrintedOutput();
        System.setOut(new PrintStream(output.both(), true, StandardCharsets.UTF_8));
        return output;
    }

    private OutputStream both() {
        return new OutputStream() {
            @Override
            public void write(int value) {
                original.write(value);
                kept.write(value);
            }

            @Override
            public void write(byte[] content, int offset, int length) {
                original.write(content, offset, length);
                kept.write(content, offset, length);
            }

            @Override
            public void flush() {
                original.flush();
            }
        };
    }

    String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setOut(original);
    }
}
