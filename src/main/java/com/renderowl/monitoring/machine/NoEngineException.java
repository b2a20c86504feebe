package com.renderowl.monitoring.machine;

/** There is no Docker engine that a stack could go to; the message says why and what to do. */
public final class NoEngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoEngineException(String message) {
        super(message);
    }
}
