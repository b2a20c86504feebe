package com.renderowl.monitoring.config;

import java.util.List;

/** The configuration is refused; the message lists every problem with its fix, and holds no secret. */
public final class InvalidConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** Takes the problems in the order in which they shall be shown; at least one. */
    public InvalidConfigurationException(List<Problem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems in the order in which they are shown. */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(List<Problem> problems) {
        StringBuilder text = new StringBuilder("The stack's configuration has ")
                .append(problems.size() == 1 ? "a problem" : problems.size() + " problems")
                .append("; nothing was changed.");
        int number = 1;
        for (Problem problem : problems) {
            text.append("\n  ").append(number++).append(". ").append(problem);
        }
        return text.toString();
    }
}
