package com.renderowl.monitoring.kubernetes.operator;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ResourceArgs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object of a kind that the Pulumi SDK has no class for. This is the one place where the types of the custom resources
 * become Pulumi's.
 */
final class CustomObject extends CustomResource {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CustomObject(String type, String name, Arguments arguments, CustomResourceOptions options) {
        // The SDK writes the provider into the options that it is given, which may be shared: it gets a copy.
        super(type, name, arguments, CustomResourceOptions.merge(options, CustomResourceOptions.Empty));
    }

    /**
     * Declares an object.
     *
     * @param name the logical name
     * @param apiVersion group and version, such as {@code monitoring.coreos.com/v1}
     * @param kind such as {@code PodMonitor}
     * @param spec a type of the model of custom resources, or a map
     */
    static CustomObject declare(
            String name,
            String apiVersion,
            String kind,
            ObjectMetaArgs metadata,
            Object spec,
            CustomResourceOptions options) {
        return new CustomObject(
                "kubernetes:" + apiVersion + ":" + kind,
                name,
                new Arguments(apiVersion, kind, metadata, plain(spec)),
                options);
    }

    /** What {@code spec} is as JSON: maps, lists, texts, flags and numbers; without what is not set. */
    static Map<String, Object> plain(Object spec) {
        Map<String, Object> converted = MAPPER.convertValue(spec, new TypeReference<Map<String, Object>>() {});
        Map<String, Object> plain = new LinkedHashMap<>();
        converted.forEach((key, value) -> plain.put(key, withoutLongs(value)));
        return plain;
    }

    /** The SDK serializes no long; whatever is one in these types fits an int, or it is an error of ours. */
    private static Object withoutLongs(Object value) {
        if (value instanceof Long number) {
            return Math.toIntExact(number);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(CustomObject::withoutLongs).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, entry) -> plain.put(String.valueOf(key), withoutLongs(entry)));
            return plain;
        }
        return value;
    }

    /** The object itself; the SDK reads the fields by reflection. */
    @SuppressWarnings("UnusedVariable")
    private static final class Arguments extends ResourceArgs {

        @Import(name = "apiVersion")
        private final Output<String> apiVersion;

        @Import(name = "kind")
        private final Output<String> kind;

        @Import(name = "metadata")
        private final Output<ObjectMetaArgs> metadata;

        @Import(name = "spec")
        private final Output<Map<String, Object>> spec;

        Arguments(String apiVersion, String kind, ObjectMetaArgs metadata, Map<String, Object> spec) {
            this.apiVersion = Output.of(apiVersion);
            this.kind = Output.of(kind);
            this.metadata = Output.of(metadata);
            this.spec = Output.of(spec);
        }
    }
}
