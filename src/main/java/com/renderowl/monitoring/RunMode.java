package com.renderowl.monitoring;

import com.renderowl.monitoring.cluster.ClaimLookup;
import com.renderowl.monitoring.cluster.ObjectLookup;
import com.renderowl.monitoring.config.StackConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a run of the program is for: a cluster, or files. */
public sealed interface RunMode {

    /**
     * The objects go to the cluster that the stack's kubeconfig names; whoever starts the run knows that there is one.
     *
     * @param lookup looks for the objects that the stack refers to
     * @param claims looks for the claims of its volumes
     * @param isTakenOver says of a namespace whether the run takes it over from another owner
     */
    record Deploy(ObjectLookup lookup, ClaimLookup claims, Predicate<String> isTakenOver) implements RunMode {

        /** One that takes over no namespace. */
        public Deploy(ObjectLookup lookup, ClaimLookup claims) {
            this(lookup, claims, namespace -> false);
        }

        /** Without a look at what is in the cluster. */
        public Deploy() {
            this(ObjectLookup.unknown(), ClaimLookup.none());
        }
    }

    /**
     * The same for a run that nobody has prepared: the program looks first whether there is a cluster, or a Docker engine
     * that can take the stack.
     *
     * @param environment of the user, which names the kubeconfig or the engine
     * @param lack what the cluster lacks for a stack, as a sentence with what to do; empty where it has all, or where that
     *     can not be found out
     */
    record CheckedDeploy(Map<String, String> environment, Function<StackConfig, Optional<String>> lack)
            implements RunMode {

        public CheckedDeploy {
            environment = Map.copyOf(environment);
        }

        /** The environment may hold secrets. */
        @Override
        public String toString() {
            return "CheckedDeploy";
        }
    }

    /**
     * The objects are written as manifests; no cluster is contacted.
     *
     * @param directory where the provider writes; it must not hold anything else
     * @param includeSecrets whether Secret objects with their values in clear are among them
     */
    record Render(Path directory, boolean includeSecrets) implements RunMode {}
}
