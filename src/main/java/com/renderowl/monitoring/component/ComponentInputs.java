package com.renderowl.monitoring.component;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.pulumi.provider.internal.properties.PropertyValue;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.config.KeyPath;
import com.renderowl.monitoring.config.Problem;
import com.renderowl.monitoring.config.SecretPlaceholders;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a component as a stack's configuration: an input is a top-level key, and what is secret in a program is
 * what is encrypted in a stack's file.
 */
final class ComponentInputs {

    /** The namespace of the keys, as if the inputs stood in a file of this project. */
    static final String PROJECT = "renderowl-monitoring";

    /** The input that is no key: a file has its stack's name in its own. */
    static final String STACK = "stack";

    private final Map<String, String> values = new HashMap<>();
    private final Set<String> secretKeys = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private @Nullable String stack;

    private ComponentInputs() {}

    /** Takes the inputs apart; what is wrong with their values is the reader's business. */
    static ComponentInputs of(Map<String, PropertyValue> inputs) {
        ComponentInputs result = new ComponentInputs();
        inputs.forEach(result::add);
        return result;
    }

    /** The configuration, without the stack's name. */
    ConfigSource source() {
        return new ConfigSource(values, secretKeys);
    }

    /** The stack's name, when one is given. */
    Optional<String> stack() {
        return Optional.ofNullable(stack);
    }

    /** What can not be a configuration whatever its keys mean. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** The paths of secrets that are not known before the update; placeholders stand for them. */
    List<String> unknownSecrets() {
        return List.copyOf(unknown);
    }

    private void add(String key, PropertyValue value) {
        Reading reading = new Reading();
        JsonElement element = reading.read(value, KeyPath.child("", key));
        if (element.isJsonNull()) {
            return;
        }
        String text = element.isJsonPrimitive() ? element.getAsString() : element.toString();
        if (key.equals(STACK)) {
            stack = text;
            return;
        }
        values.put(PROJECT + ":" + key, text);
        if (reading.secret) {
            secretKeys.add(PROJECT + ":" + key);
        }
    }

    /** The reading of one input: a secret anywhere in it makes the whole of it one. */
    private final class Reading {

        private boolean secret;

        private JsonElement read(PropertyValue value, String path) {
            return switch (value.getType()) {
                case NULL -> JsonNull.INSTANCE;
                case BOOL -> new JsonPrimitive(value.getBooleanValue());
                case NUMBER -> number(value.getNumberValue());
                case STRING -> new JsonPrimitive(value.getStringValue());
                case ARRAY -> {
                    JsonArray array = new JsonArray();
                    value.getArrayValue().forEach(entry -> array.add(read(entry, KeyPath.entry(path, array.size()))));
                    yield array;
                }
                case OBJECT -> {
                    JsonObject object = new JsonObject();
                    value.getObjectValue()
                            .forEach((name, entry) -> object.add(name, read(entry, KeyPath.child(path, name))));
                    yield object;
                }
                case SECRET -> {
                    secret = true;
                    yield read(value.getSecretValue(), path);
                }
                case OUTPUT -> {
                    PropertyValue known = value.getOutputValue().getValue();
                    yield known == null ? notKnown(path) : read(known, path);
                }
                case COMPUTED -> notKnown(path);
                case ASSET, ARCHIVE, RESOURCE -> {
                    problems.add(new Problem(
                            path,
                            "is a file or a resource",
                            "texts, numbers, true or false, lists and objects",
                            "give what is in it, or its name"));
                    yield JsonNull.INSTANCE;
                }
            };
        }

        private JsonElement notKnown(String path) {
            if (path.startsWith("secrets.") || path.startsWith("basicAuth.")) {
                Optional<String> placeholder = SecretPlaceholders.of(path);
                if (placeholder.isPresent()) {
                    secret = true;
                    unknown.add(path);
                    return new JsonPrimitive(placeholder.get());
                }
            }
            problems.add(new Problem(
                    path,
                    "is not known before the update",
                    "a value that a preview knows; only the entries of secrets may come from what is yet to be made",
                    "give it as a plain value or by the program's configuration"));
            return JsonNull.INSTANCE;
        }
    }

    /** Every number is a fraction to the engine; ports and counts must not read as 9090.0. */
    private static JsonPrimitive number(double number) {
        return new JsonPrimitive(
                new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString());
    }
}
