package com.renderowl.monitoring.cli.support;

/**
 * Ends a command with one clear message and an exit code. The message says what is wrong and how to cure it; it is shown
 * as it is, without a stack trace, and must not contain a secret.
 */
public final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * @param exitCode one of {@link ExitCode}
     * @param message what is wrong and what to do; may be empty when all was said already
     */
    public CommandFailure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    /** One of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }
}
