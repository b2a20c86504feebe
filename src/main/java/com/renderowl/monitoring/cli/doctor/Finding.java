package com.renderowl.monitoring.cli.doctor;

/**
 * One line of the table of {@code doctor} or {@code status}.
 *
 * @param subject what was looked at
 * @param state how it is
 * @param detail what was found, and what to do when it is not right
 */
public record Finding(String subject, State state, String detail) {

    /** How a thing is. */
    public enum State {
        /** As it should be. */
        OK("ok"),
        /** Worth knowing; {@code up} works all the same. */
        NOTE("note"),
        /** {@code up} works, but something does not do what it is there for. */
        PROBLEM("problem"),
        /** {@code up} would fail. */
        MISSING("missing");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** How the table calls it. */
        public String word() {
            return word;
        }
    }

    /** All is well. */
    public static Finding ok(String subject, String detail) {
        return new Finding(subject, State.OK, detail);
    }

    /** To be known. */
    public static Finding note(String subject, String detail) {
        return new Finding(subject, State.NOTE, detail);
    }

    /** Something does not work. */
    public static Finding problem(String subject, String detail) {
        return new Finding(subject, State.PROBLEM, detail);
    }

    /** To be cured before anything works. */
    public static Finding missing(String subject, String detail) {
        return new Finding(subject, State.MISSING, detail);
    }
}
