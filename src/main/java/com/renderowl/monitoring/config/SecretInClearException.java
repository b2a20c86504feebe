package com.renderowl.monitoring.config;

/** A value is refused because it holds a secret, so the message about it must not repeat the value. */
final class SecretInClearException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    SecretInClearException(String reason) {
        super(reason);
    }
}
