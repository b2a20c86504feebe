package com.renderowl.monitoring.config;

import java.util.List;

/** The configuration is refused; the message lists every problem with its fix, and holds no secret. */
public final class InvalidConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** Takes the problems in the order in which they shall be shown; at least one. */
    public InvalidConfigurationException(List<Problem> problems) {
        this("The stack's configuration has", problems, "nothing was changed");
    }

    /**
     * Takes the problems of what is no stack's configuration.
     *
     * @param beginning of the first sentence, such as "The inputs have"
     * @param consequence its end, such as "nothing was changed"
     */
    public InvalidConfigurationException(String beginning, List<Problem> problems, String consequence) {
        super(message(beginning, problems, consequence));
        this.problems = List.copyOf(problems);
    }

    /** The problems in the order in which they are shown. */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(String beginning, List<Problem> problems, String consequence) {
        StringBuilder text = new StringBuilder(beginning)
                .append(' ')
                .append(problems.size() == 1 ? "a problem" : problems.size() + " problems")
                .append("; ")
                .append(consequence)
                .append('.');
        int number = 1;
        for (Problem problem : problems) {
            text.append("\n  ").append(number++).append(". ").append(problem);
        }
        return text.toString();
    }
}
