package com.renderowl.monitoring.bench;

/** Something that was to be timed failed, so that its time would mean nothing. The message says what happened. */
final class BenchFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BenchFailure(String message) {
        super(message);
    }
}
