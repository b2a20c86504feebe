package com.renderowl.monitoring.node;

import com.renderowl.monitoring.harness.MonitoringCli;
import com.renderowl.monitoring.harness.TestImage;
import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.node.LeakSearch.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * A word that is no secret, put into a place of every kind, in different forms: a search that does not find it there would
 * not find a secret either.
 */
final class Decoys implements AutoCloseable {

    /** Where it is from the beginning to the end. */
    static final Set<Kind> ALWAYS = EnumSet.of(
            Kind.PROJECT,
            Kind.TEMPORARY,
            Kind.ARGUMENTS,
            Kind.ENVIRONMENT,
            Kind.OBJECT,
            Kind.EVENT,
            Kind.POD_LOG,
            Kind.POD_FILE,
            Kind.COMPONENT_LOG,
            Kind.RUNTIME,
            Kind.DATABASE,
            Kind.REPORT);

    /** Where a stack is that has it among the labels of {@link #settings}. */
    static final Set<Kind> DEPLOYED = EnumSet.of(Kind.ANSWER);

    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final TestNode node;
    private final String word;
    private final Path temporary;

    Decoys(TestNode node, String word) {
        this.node = node;
        this.word = word;
        try {
            temporary = Files.createTempFile("decoy", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts it everywhere; returns when it is. */
    void plant(MonitoringCli cli) {
        cli.environment("DECOY", word);
        System.out.println("A word that the search for secrets has to find: " + word);
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        try {
            Files.writeString(temporary, HexFormat.of().formatHex(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        node.apply(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: %1$s, namespace: default}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                  - name: decoy
                    image: %2$s
                    command: [sh, -c, 'echo "$0"; echo "$0" >/data/file; sleep 2147483647; true', %1$s]
                    env: [{name: DECOY, value: %1$s}]
                    volumeMounts: [{name: data, mountPath: /data}]
                  volumes: [{name: data, emptyDir: {}}]
                """
                        .formatted(word, TestImage.PAUSE.name()));
        node.waitUntil("the decoy is Ready", DEADLINE, () -> node.kubectlTry(
                        "wait", "pod/" + word, "--namespace=default", "--for=condition=Ready", "--timeout=0s")
                .succeeded());
    }

    /** What puts it into the files that the stack is made of, where everybody may read it. */
    String settings() {
        return "prometheus: {externalLabels: {environment: staging, decoy: " + word + "}}";
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        node.kubectl("delete", "pod", word, "--namespace=default", "--ignore-not-found", "--wait=true");
    }
}
