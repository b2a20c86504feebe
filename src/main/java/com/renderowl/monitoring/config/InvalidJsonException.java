package com.renderowl.monitoring.config;

/** A text is not JSON; the message says what is wrong and where, and holds no value. */
final class InvalidJsonException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidJsonException(String reason) {
        super(reason);
    }
}
