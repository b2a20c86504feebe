package com.renderowl.monitoring.rules;

/** A rule file of the program that Prometheus would refuse; the message says where, why and what to do. */
public final class InvalidRuleFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidRuleFileException(String fileName, String problem) {
        super("The rule file rules/" + fileName + " can not be loaded; nothing was changed.\n  " + problem
                + "\n  allowed: a rule file as Prometheus reads it"
                + "\n  fix: correct src/main/resources/rules/" + fileName
                + "; ./monitoring test rules checks it with Prometheus' own parser");
    }
}
