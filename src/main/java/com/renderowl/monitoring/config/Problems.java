package com.renderowl.monitoring.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that a user hears of everything in one go. */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    /** Adds a problem, once; the arguments are those of {@link Problem}. */
    public void add(String path, String what, String allowed, String fix) {
        Problem problem = new Problem(path, what, allowed, fix);
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    /** Adds problems that somebody else has found. */
    void addAll(List<Problem> others) {
        found.addAll(others);
    }

    /** What was found so far, in the order in which it was found. */
    public List<Problem> found() {
        return List.copyOf(found);
    }

    /** Throws {@link InvalidConfigurationException} with all that was found; does nothing when that is nothing. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidConfigurationException(found);
        }
    }
}
