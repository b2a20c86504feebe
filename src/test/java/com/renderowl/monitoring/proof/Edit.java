package com.renderowl.monitoring.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A change of a deployed stack's configuration, and all that it may do.
 *
 * @param what the change in words
 * @param config YAML that is merged into the configuration; empty for none
 * @param secrets the secrets that are set, by name
 * @param operations every step of the engine, as {@code update prometheus-config}
 * @param restarted the workloads whose pods are made anew, and no others
 */
record Edit(String what, String config, Map<String, String> secrets, List<String> operations, Set<String> restarted) {

    /** For the test's name. */
    @Override
    public String toString() {
        return what;
    }

    static Edit of(String what, String config) {
        return new Edit(what, config, Map.of(), List.of(), Set.of());
    }

    Edit secret(String name, String value) {
        return new Edit(what, config, Map.of(name, value), operations, restarted);
    }

    Edit updates(String... resources) {
        return does("update", resources);
    }

    Edit creates(String... resources) {
        return does("create", resources);
    }

    Edit deletes(String... resources) {
        return does("delete", resources);
    }

    Edit restarts(String... workloads) {
        return new Edit(what, config, secrets, operations, Set.of(workloads));
    }

    private Edit does(String operation, String... resources) {
        List<String> all = new ArrayList<>(operations);
        for (String resource : resources) {
            all.add(operation + " " + resource);
        }
        return new Edit(what, config, secrets, List.copyOf(all), restarted);
    }
}
