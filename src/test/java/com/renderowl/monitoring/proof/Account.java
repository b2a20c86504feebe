package com.renderowl.monitoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.ControlPlane;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody may do, as the API server says.
 *
 * @param cluster that is asked
 * @param name as {@code system:serviceaccount:NAMESPACE:NAME}
 */
record Account(ControlPlane cluster, String name) {

    /** All that roles allow in a namespace, as {@code resources [URLs] [names] [verbs]}. */
    Set<String> permissions(String namespace) {
        return cluster.kubectl("auth", "can-i", "--list", "--no-headers", "--as=" + name, "--namespace=" + namespace)
                .lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether one request would be granted, as {@code may("list", "pods", "-n", "default")}. */
    boolean may(String... request) {
        String[] line = Stream.concat(Stream.of("auth", "can-i", "--as=" + name), Stream.of(request))
                .toArray(String[]::new);
        String answer = cluster.kubectlTry(line).output().strip();
        assertThat(answer).isIn("yes", "no");
        return answer.equals("yes");
    }
}
