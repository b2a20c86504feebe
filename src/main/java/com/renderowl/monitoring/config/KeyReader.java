package com.renderowl.monitoring.config;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value of one key. Numbers and booleans are accepted as text too, because {@code pulumi config set} writes
 * text.
 */
final class KeyReader {

    private final String path;
    private final String description;
    private final @Nullable JsonElement element;
    private final boolean secret;
    private final Problems problems;
    private final Consumer<KeyReference> reference;

    KeyReader(
            String path,
            String description,
            @Nullable JsonElement element,
            boolean secret,
            Problems problems,
            Consumer<KeyReference> reference) {
        this.path = path;
        this.description = description;
        this.element = element;
        this.secret = secret;
        this.problems = problems;
        this.reference = reference;
    }

    /** A value with a syntax; {@code parse} throws {@link IllegalArgumentException} with the reason. */
    <T> T parsed(T defaultValue, Function<String, T> parse, String allowed) {
        T value = read(parse, allowed, defaultValue.toString());
        return value == null ? defaultValue : value;
    }

    /** Like {@link #parsed}, for a key without a default. */
    <T> @Nullable T parsedOrNull(Function<String, T> parse, String allowed) {
        return read(parse, allowed, "");
    }

    /** A text that {@code check} accepts; {@code what} says why another is wrong. */
    String checked(String defaultValue, Predicate<String> check, String what, String allowed) {
        String value = read(text -> accepted(text, check, what), allowed, defaultValue);
        return value == null ? defaultValue : value;
    }

    /** Like {@link #checked}, for a key without a default. */
    @Nullable
    String checkedOrNull(Predicate<String> check, String what, String allowed) {
        return read(text -> accepted(text, check, what), allowed, "");
    }

    boolean flag(boolean defaultValue) {
        Boolean value = read(
                text -> Boolean.valueOf(
                        accepted(text, it -> it.equals("true") || it.equals("false"), "is neither true nor false")),
                "true or false",
                Boolean.toString(defaultValue));
        return value == null ? defaultValue : value;
    }

    int integer(int defaultValue, int smallest, int largest) {
        Integer value = read(
                text -> Integer.valueOf(accepted(
                        text,
                        it -> it.matches("-?\\d{1,9}")
                                && Integer.parseInt(it) >= smallest
                                && Integer.parseInt(it) <= largest,
                        "is not in range")),
                "a whole number from " + smallest + " to " + largest,
                Integer.toString(defaultValue));
        return value == null ? defaultValue : value;
    }

    /** One of {@code choices}, by its key in that map; {@code defaultName} must be one of the keys. */
    <T> T choice(String defaultName, Map<String, T> choices) {
        String allowed = String.join(", ", choices.keySet());
        reference.accept(new KeyReference(path, description, allowed, defaultName));
        String text = text(allowed);
        T chosen = choices.get(text == null ? defaultName : text);
        if (chosen == null) {
            problems.add(
                    path,
                    shown(text) + " is not one of the choices",
                    allowed,
                    secret
                            ? "choose one of them"
                            : NearestName.suggestion(String.valueOf(text), choices.keySet(), "choose one of them"));
            chosen = choices.get(defaultName);
        }
        if (chosen == null) {
            throw new IllegalArgumentException(defaultName + " is not among the choices of " + path);
        }
        return chosen;
    }

    /** A list of values with a syntax. */
    <T> List<T> list(List<T> defaultValue, Function<String, T> parse, String allowed) {
        reference.accept(new KeyReference(path, description, "a list; each entry " + allowed, defaultValue.toString()));
        if (element == null) {
            return defaultValue;
        }
        List<T> values = new ArrayList<>();
        List<JsonElement> elements = elements(path, element, secret, problems);
        for (int index = 0; index < elements.size(); index++) {
            KeyReader entry = new KeyReader(
                    path + "[" + index + "]", description, elements.get(index), secret, problems, ignored -> {});
            T value = entry.read(parse, allowed, "");
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    /** Names with texts, in the user's order; each entry is checked by {@code check}. */
    Map<String, String> map(Map<String, String> defaultValue, String allowed, EntryCheck check) {
        reference.accept(new KeyReference(path, description, allowed, defaultValue.toString()));
        if (element == null) {
            return defaultValue;
        }
        if (!element.isJsonObject()) {
            problems.add(path, "is " + shape(element, secret), allowed, "write names with values below it");
            return defaultValue;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonElement> entry : element.getAsJsonObject().entrySet()) {
            KeyReader reader = new KeyReader(
                    path + "." + entry.getKey(), description, entry.getValue(), secret, problems, ignored -> {});
            String value = reader.read(text -> check.accept(entry.getKey(), text), allowed, "");
            if (value != null) {
                values.put(entry.getKey(), value);
            }
        }
        return Collections.unmodifiableMap(values);
    }

    /** Returns the value when the entry is right; throws {@link IllegalArgumentException} with the reason otherwise. */
    interface EntryCheck {
        String accept(String name, String value);
    }

    static String quoted(@Nullable String text) {
        return "'" + text + "'";
    }

    static String shape(JsonElement element, boolean secret) {
        if (element.isJsonObject()) {
            return "an object";
        }
        return element.isJsonArray()
                ? "a list"
                : "the single value " + (secret ? "of a secret" : quoted(element.getAsString()));
    }

    static List<JsonElement> elements(String path, @Nullable JsonElement element, boolean secret, Problems problems) {
        if (element == null || element.isJsonNull()) {
            return List.of();
        }
        if (!element.isJsonArray()) {
            problems.add(path, "is " + shape(element, secret), "a list", "write it as a list, even with one entry");
            return List.of();
        }
        return element.getAsJsonArray().asList();
    }

    private String shown(@Nullable String text) {
        return secret ? "the secret value" : quoted(text);
    }

    private static String accepted(String text, Predicate<String> check, String what) {
        if (!check.test(text)) {
            throw new IllegalArgumentException(what);
        }
        return text;
    }

    private <T> @Nullable T read(Function<String, T> parse, String allowed, String defaultValue) {
        reference.accept(new KeyReference(path, description, allowed, defaultValue));
        String text = text(allowed);
        if (text == null) {
            return null;
        }
        try {
            return parse.apply(text);
        } catch (SecretInClearException reason) {
            problems.add(path, String.valueOf(reason.getMessage()), allowed, "keep the secret out of " + path);
            return null;
        } catch (IllegalArgumentException reason) {
            problems.add(path, shown(text) + " " + reason.getMessage(), allowed, "correct " + path);
            return null;
        }
    }

    private @Nullable String text(String allowed) {
        if (element == null || element.isJsonNull()) {
            return null;
        }
        if (!element.isJsonPrimitive()) {
            problems.add(path, "is " + shape(element, secret), allowed, "give a single value");
            return null;
        }
        return element.getAsString();
    }
}
