package com.renderowl.monitoring.faults;

import java.util.Map;

/**
 * Something that goes wrong, and the alert that has to tell.
 *
 * @param cause what goes wrong, in words
 * @param alert the alert's name
 * @param labels labels by which this alert is told from others of the name
 * @param harm makes it go wrong
 * @param repair undoes that
 */
record Fault(String cause, String alert, Map<String, String> labels, Runnable harm, Runnable repair) {

    /** The same fault has a second consequence: nothing more goes wrong. */
    static Fault alsoCauses(String cause, String alert, Map<String, String> labels) {
        return new Fault(cause, alert, labels, () -> {}, () -> {});
    }

    @Override
    public String toString() {
        return alert + " when " + cause;
    }
}
