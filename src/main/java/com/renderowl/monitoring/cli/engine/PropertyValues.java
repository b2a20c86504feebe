package com.renderowl.monitoring.cli.engine;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.core.internal.Constants;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties of a resource as maps, lists, texts, numbers and flags. */
final class PropertyValues {

    /** Marks an output with its value, as Pulumi's protocol has it. The SDK has no name for it. */
    private static final String OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

    private PropertyValues() {}

    /**
     * Converts them. What is null is left out, and what is secret is in clear.
     *
     * @throws IllegalArgumentException for a value that is not known yet, an asset, or a reference to a resource
     */
    static Map<String, Object> map(Struct properties) {
        Map<String, Object> map = new LinkedHashMap<>();
        properties.getFieldsMap().forEach((key, value) -> {
            Object converted = value(value);
            if (converted != null) {
                map.put(key, converted);
            }
        });
        return map;
    }

    private static @Nullable Object value(Value value) {
        return switch (value.getKindCase()) {
            case STRUCT_VALUE -> structured(value.getStructValue());
            case LIST_VALUE -> list(value.getListValue().getValuesList());
            case STRING_VALUE -> text(value.getStringValue());
            case BOOL_VALUE -> value.getBoolValue();
            case NUMBER_VALUE -> number(value.getNumberValue());
            case NULL_VALUE, KIND_NOT_SET -> null;
        };
    }

    private static @Nullable Object structured(Struct struct) {
        String signature = struct.getFieldsOrDefault(Constants.SpecialSigKey, Value.getDefaultInstance())
                .getStringValue();
        if (signature.isEmpty()) {
            return map(struct);
        }
        if (signature.equals(Constants.SpecialSecretSig) || signature.equals(OUTPUT)) {
            return value(struct.getFieldsOrThrow(Constants.SecretValueName));
        }
        throw new IllegalArgumentException("a property is neither a value nor a secret: " + signature);
    }

    private static List<Object> list(List<Value> values) {
        return values.stream().map(PropertyValues::value).toList();
    }

    private static String text(String text) {
        if (text.equals(Constants.UnknownValue)) {
            throw new IllegalArgumentException("a property is not known yet");
        }
        return text;
    }

    private static Object number(double number) {
        return number == Math.rint(number) ? (Object) (long) number : (Object) number;
    }
}
