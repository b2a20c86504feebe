package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.cluster.Reachability;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cluster.ClusterAccess;
import com.renderowl.monitoring.machine.DockerApi;
import com.renderowl.monitoring.machine.DockerHost;
import com.renderowl.monitoring.machine.NoEngineException;

/** Where a stack goes. */
sealed interface Destination {

    /** What it is called in messages. */
    String description();

    /**
     * Finds out whether it answers.
     *
     * @throws CommandFailure with the reason and the cure, when it does not
     */
    void check();

    /** A Kubernetes cluster. */
    record Cluster(ClusterAccess access) implements Destination {

        @Override
        public String description() {
            return access.description();
        }

        @Override
        public void check() {
            Reachability.check(access);
        }
    }

    /** A Docker engine. */
    record Machine(DockerHost host) implements Destination {

        @Override
        public String description() {
            return host.description();
        }

        @Override
        public void check() {
            try {
                new DockerApi(host).check();
            } catch (NoEngineException reason) {
                throw new CommandFailure(ExitCode.MISSING, String.valueOf(reason.getMessage()));
            }
        }
    }

    /** Nowhere: the stack is for a cluster, and there is none. */
    record Nowhere() implements Destination {

        @Override
        public String description() {
            return "no cluster";
        }

        @Override
        public void check() {}
    }
}
