package com.renderowl.monitoring.rules.contract;

/**
 * Something that a program does not expose as the contract wants it.
 *
 * @param metric the metric's name
 * @param kind what is wrong
 * @param what what is wrong, in words
 * @param fix what to do about it
 */
public record ContractFinding(String metric, Kind kind, String what, String fix) {

    /** What can be wrong. */
    public enum Kind {
        /** There is no sample of it. */
        MISSING,
        /** It is of another type. */
        WRONG_TYPE,
        /** A series of it lacks a label. */
        MISSING_LABEL,
        /** A histogram lacks a bucket bound. */
        MISSING_BOUND
    }

    @Override
    public String toString() {
        return metric + ": " + what + "\n     fix: " + fix;
    }
}
