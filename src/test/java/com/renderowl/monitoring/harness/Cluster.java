package com.renderowl.monitoring.harness;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A cluster of the tests' own, as its administrator uses it. */
public interface Cluster extends AutoCloseable {

    /** The administrator's kubeconfig file; it refers to no other file. */
    Path kubeconfig();

    /** Its temporary directory, with the programs' logs. */
    Path directory();

    /**
     * Says why a program that has to run does not.
     *
     * @throws AssertionError with the end of its log, if one has ended
     */
    void requireAlive();

    /** Ends all of it. */
    @Override
    void close();

    /**
     * Runs kubectl as the administrator.
     *
     * @return its standard output
     * @throws AssertionError with its standard error, if it fails
     */
    default String kubectl(String... arguments) {
        return kubectlTry(arguments).requireOutput();
    }

    /** Runs kubectl as the administrator, whatever comes of it. */
    default CommandOutcome kubectlTry(String... arguments) {
        return kubectlCommand(arguments).run();
    }

    /** kubectl as the administrator, ready to run. */
    default Command kubectlCommand(String... arguments) {
        return Command.in(directory(), Tools.require("kubectl"), arguments)
                .with(Map.of("KUBECONFIG", kubeconfig().toString()));
    }

    /** Runs {@code kubectl ... --output=json}, as {@code json("get", "pods", "--all-namespaces")}. */
    default JsonElement json(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--output=json";
        return JsonParser.parseString(kubectl(all));
    }

    /**
     * Creates or updates the objects of a YAML text.
     *
     * @return what kubectl says it did
     */
    default String apply(String yaml) {
        return applyTry(yaml).requireOutput();
    }

    /** Creates or updates the objects of a YAML text, whatever comes of it. */
    default CommandOutcome applyTry(String yaml) {
        return kubectlCommand("apply", "--filename=-").run(yaml);
    }

    /** Creates a Secret as people do who make it themselves, from its keys with their values. */
    default void createSecret(String namespace, String name, Map<String, String> values) {
        kubectlCommand("--namespace=" + namespace, "create", "secret", "generic", name)
                .andArguments(values.entrySet().stream()
                        .map(value -> "--from-literal=" + value.getKey() + "=" + value.getValue())
                        .toList())
                .run()
                .requireOutput();
    }

    /**
     * Waits for a condition of the cluster; one that throws does not hold yet.
     *
     * @param what the condition in words
     * @throws AssertionError if it does not hold in time, or a program of the cluster has ended
     */
    default void waitUntil(String what, Duration deadline, BooleanSupplier condition) {
        Wait.until(what, deadline, () -> {
            requireAlive();
            return condition.getAsBoolean();
        });
    }
}
