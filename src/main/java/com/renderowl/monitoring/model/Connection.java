package com.renderowl.monitoring.model;

/**
 * That {@code from} may, and must be able to, open connections to {@code to}.
 *
 * @param from who opens it
 * @param to who accepts it
 * @param port the port at the accepting side
 * @param purpose why
 */
public record Connection(Party from, Party to, Port port, Purpose purpose) {

    /** Whether it never leaves its pod, so that no network sees it; replicas of one workload are different pods. */
    public boolean staysInPod() {
        return from.equals(to) && purpose != Purpose.Other.AGREEMENT;
    }
}
