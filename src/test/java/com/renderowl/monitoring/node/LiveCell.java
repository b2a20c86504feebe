package com.renderowl.monitoring.node;

/**
 * A cell of the matrix that was tried.
 *
 * @param attempt the connection
 * @param said what the probe said of it
 */
record LiveCell(Attempt attempt, String said) {

    /** Whether there was a connection. */
    boolean isOpen() {
        return said.equals("open");
    }

    /** Whether that is not what has to be. */
    boolean isWrong() {
        return isOpen() != attempt.cell().verdict().passes();
    }

    @Override
    public String toString() {
        return attempt + ": " + said;
    }
}
