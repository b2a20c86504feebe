package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Names;
import java.util.Map;

/** Checks that several sections of the configuration share. */
final class Checks {

    private static final String SELECTOR_ALLOWED =
            "labels with values; key: " + Names.LABEL_KEY_ALLOWED + "; value: " + Names.LABEL_VALUE_ALLOWED;

    private Checks() {}

    /** The name of a Kubernetes object. */
    static String objectName(KeyReader key, String defaultValue) {
        return key.checked(defaultValue, Names::isObjectName, "is not a valid name", Names.OBJECT_ALLOWED);
    }

    /** Labels that select pods. */
    static Map<String, String> selector(KeyReader key, Map<String, String> defaultValue) {
        return key.map(defaultValue, SELECTOR_ALLOWED, (name, value) -> {
            if (!Names.isLabelKey(name)) {
                throw new IllegalArgumentException("belongs to " + KeyReader.quoted(name) + ", which is no label key");
            }
            if (!Names.isLabelValue(value)) {
                throw new IllegalArgumentException("is not a label value");
            }
            return value;
        });
    }

    /** A TCP port. */
    static int port(KeyReader key, int defaultValue) {
        return key.integer(defaultValue, 1, 65535);
    }
}
