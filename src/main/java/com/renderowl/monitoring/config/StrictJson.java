package com.renderowl.monitoring.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;

/**
 * Reads JSON as its standard has it (RFC 8259). Gson's own tree parser accepts unquoted texts, {@code NaN}, comments
 * and duplicate keys, the last of which wins silently. Booleans become texts, because {@code pulumi config set}
 * writes texts and no setting tells them apart; numbers stay as they were written.
 */
final class StrictJson {

    private StrictJson() {}

    /** The whole of {@code text} as one JSON value. */
    static JsonElement parse(String text) throws InvalidJsonException {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement element = read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new InvalidJsonException("has something behind its end");
            }
            return element;
        } catch (MalformedJsonException | EOFException malformed) {
            throw new InvalidJsonException("is not valid JSON" + place(reader));
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text can always be read", impossible);
        }
    }

    private static JsonElement read(JsonReader reader) throws IOException, InvalidJsonException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> object(reader);
            case BEGIN_ARRAY -> array(reader);
            case STRING -> new JsonPrimitive(reader.nextString());
            case NUMBER -> new JsonPrimitive(ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(reader));
            case BOOLEAN -> new JsonPrimitive(Boolean.toString(reader.nextBoolean()));
            case NULL -> {
                reader.nextNull();
                yield JsonNull.INSTANCE;
            }
            case NAME, END_OBJECT, END_ARRAY, END_DOCUMENT ->
                throw new InvalidJsonException("is not valid JSON" + place(reader));
        };
    }

    private static JsonObject object(JsonReader reader) throws IOException, InvalidJsonException {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (object.has(name)) {
                throw new InvalidJsonException("has a key twice" + place(reader));
            }
            object.add(name, read(reader));
        }
        reader.endObject();
        return object;
    }

    private static JsonArray array(JsonReader reader) throws IOException, InvalidJsonException {
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(read(reader));
        }
        reader.endArray();
        return array;
    }

    /** Where the reader stands; a path of keys, which holds no value. */
    private static String place(JsonReader reader) {
        String path = reader.getPath().replaceFirst("^\\$\\.?", "");
        return path.isEmpty() || path.endsWith(".") ? "" : ", near " + path;
    }
}
