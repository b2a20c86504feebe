package com.renderowl.monitoring.harness;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads the engine's event log, one JSON object per line, while the engine still writes it. */
final class EngineEvents implements AutoCloseable {

    private final InputStream stream;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final List<JsonObject> events = new ArrayList<>();

    EngineEvents(Path log) throws IOException {
        stream = Files.newInputStream(log);
    }

    /** All events that are complete by now. */
    List<JsonObject> read() throws IOException {
        for (byte next : stream.readAllBytes()) {
            if (next == '\n') {
                events.add(JsonParser.parseString(line.toString(StandardCharsets.UTF_8))
                        .getAsJsonObject());
                line.reset();
            } else {
                line.write(next);
            }
        }
        return Collections.unmodifiableList(events);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
