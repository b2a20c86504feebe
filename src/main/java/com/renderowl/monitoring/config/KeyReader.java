package com.renderowl.monitoring.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import com.renderowl.monitoring.config.KeyReference.Form;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value of one key, reports when it is wrong, and then goes on with the default so that the next problem is
 * found too.
 */
final class KeyReader {

    private final Reading reading;
    private final String path;
    private final String description;
    private final @Nullable JsonElement element;
    private final boolean hidden;

    /**
     * @param path the key's path
     * @param description what the key means, for the reference
     * @param element what the user gave, JSON's null included; null where nothing was given
     * @param hidden whether the value must not be shown because the stack's configuration encrypts it
     */
    KeyReader(Reading reading, String path, String description, @Nullable JsonElement element, boolean hidden) {
        this.reading = reading;
        this.path = path;
        this.description = description;
        this.element = element;
        this.hidden = hidden;
    }

    /** The value, or {@code defaultValue} where none is given. */
    <T> T value(Syntax<T> syntax, T defaultValue) {
        describe(syntax.allowed(), defaultValue.toString(), false, syntax.form());
        T value = read(syntax);
        return value == null ? defaultValue : value;
    }

    /** The value, or null where none is given. */
    <T> @Nullable T valueOrNull(Syntax<T> syntax) {
        describe(syntax.allowed(), "", false, syntax.form());
        return read(syntax);
    }

    /** A value that must be given; {@code placeholder} stands for one that is missing, which is reported. */
    <T> T required(Syntax<T> syntax, T placeholder) {
        describe(syntax.allowed(), "", true, syntax.form());
        if (element == null) {
            reportMissing(syntax.allowed());
        }
        T value = read(syntax);
        return value == null ? placeholder : value;
    }

    /** A list of values. */
    <T> List<T> list(Syntax<T> syntax, List<T> defaultValue) {
        String allowed = "a list; each entry " + syntax.allowed();
        describe(allowed, defaultValue.toString(), false, Form.LIST_OF_TEXTS);
        if (element == null) {
            return defaultValue;
        }
        if (!element.isJsonArray()) {
            refuseShape(element, "a list", "write it as a list, even with one entry");
            return defaultValue;
        }
        List<T> values = new ArrayList<>();
        for (int index = 0; index < element.getAsJsonArray().size(); index++) {
            KeyReader entry =
                    below(KeyPath.entry(path, index), element.getAsJsonArray().get(index));
            T value = entry.read(syntax);
            if (value != null && values.contains(value)) {
                entry.refuse(
                        entry.shown(value.toString()) + " is given twice", "each entry once", "remove one of them");
            }
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    /** Names with texts. */
    Map<String, String> map(Syntax<String> names, Syntax<String> texts, Map<String, String> defaultValue) {
        String allowed = "names with texts below it";
        describe(
                allowed,
                defaultValue.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining(", ", "{", "}")),
                false,
                Form.NAMED_TEXTS);
        if (element == null) {
            return defaultValue;
        }
        if (!element.isJsonObject()) {
            refuseShape(element, allowed, "write names with texts below it");
            return defaultValue;
        }
        Map<String, String> values = new LinkedHashMap<>();
        element.getAsJsonObject().asMap().forEach((name, given) -> {
            String value = below(KeyPath.child(path, name), given).readText(texts);
            try {
                String accepted = names.parse().apply(name);
                if (value != null) {
                    values.put(accepted, value);
                }
            } catch (IllegalArgumentException reason) {
                refuse(Shown.quoted(name) + " " + reason.getMessage(), names.allowed(), "rename it");
            }
        });
        return Collections.unmodifiableMap(values);
    }

    /** Names the shape of a value without showing the value, which may be a secret in the wrong place. */
    static String shape(JsonElement element) {
        if (element.isJsonNull()) {
            return "has no value";
        }
        if (element.isJsonObject()) {
            return "is an object";
        }
        return element.isJsonArray() ? "is a list" : "is a single value";
    }

    /** Reports that the key must be given. */
    void reportMissing(String allowed) {
        refuse("is missing", allowed, reading.toSet(path));
    }

    private KeyReader below(String entryPath, JsonElement given) {
        return new KeyReader(reading, entryPath, description, given, hidden);
    }

    private <T> @Nullable T read(Syntax<T> syntax) {
        if (element == null) {
            return null;
        }
        if (!element.isJsonPrimitive()) {
            refuseShape(element, syntax.allowed(), "give a single value: " + reading.toSet(path));
            return null;
        }
        String text = element.getAsString();
        try {
            return syntax.parse().apply(text);
        } catch (SecretInClearException reason) {
            // The fix shows no value either, and the allowed form says where the secret belongs.
            refuse(String.valueOf(reason.getMessage()), syntax.allowed(), reading.toSet(path));
        } catch (IllegalArgumentException reason) {
            refuse(shown(text) + " " + reason.getMessage(), syntax.allowed(), reading.toSet(path));
        }
        return null;
    }

    /** Like {@link #read}, of what only a text can be: of a number, YAML has lost how it was written. */
    private <T> @Nullable T readText(Syntax<T> syntax) {
        if (element instanceof JsonPrimitive given
                && given.isNumber()
                && given.getAsString().matches(".*[.eE].*")) {
            refuse(
                    shown(given.getAsString()) + " is a number in YAML, which may have been written otherwise, as 1.10",
                    "a text: " + syntax.allowed(),
                    "put it in quotes: " + reading.toSet(path));
            return null;
        }
        return read(syntax);
    }

    private String shown(String text) {
        return hidden ? Shown.HIDDEN : Shown.quoted(text);
    }

    private void refuseShape(JsonElement given, String allowed, String fix) {
        refuse(shape(given), allowed, given.isJsonNull() ? "give it a value, or remove it for the default" : fix);
    }

    private void refuse(String what, String allowed, String fix) {
        reading.problems().add(path, what, allowed, fix);
    }

    private void describe(String allowed, String defaultValue, boolean required, Form form) {
        reading.reference().accept(new KeyReference(path, description, allowed, defaultValue, required, form));
    }
}
