package com.renderowl.monitoring.docker;

/** What a file or a variable of a container holds. */
sealed interface Content {

    /**
     * A text that everybody may read.
     *
     * @param text the whole text
     */
    record Plain(String text) implements Content {}

    /**
     * A secret of the stack, by its name.
     *
     * @param secret the name
     */
    record OfSecret(String secret) implements Content {}
}
