package com.renderowl.monitoring.config;

/**
 * What the configuration reference says of one key; collected while the configuration is read, so that it can not
 * differ from the code.
 *
 * @param path the key's path
 * @param description what the key means
 * @param allowed what may be written
 * @param defaultValue what holds when nothing is written, as text; empty where there is no default
 * @param required whether it must be written wherever the section around it is
 * @param form what kind of value it is
 */
public record KeyReference(
        String path, String description, String allowed, String defaultValue, boolean required, Form form) {

    /** Kinds of values, as far as formats and languages tell them apart. */
    public enum Form {
        TEXT,
        NUMBER,
        WHOLE_NUMBER,
        FLAG,
        LIST_OF_TEXTS,
        NAMED_TEXTS
    }
}
