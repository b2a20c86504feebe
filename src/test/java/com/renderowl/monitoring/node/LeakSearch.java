package com.renderowl.monitoring.node;

import com.renderowl.monitoring.proof.PlantedSecrets;
import com.renderowl.monitoring.proof.SecretSearch;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;

/** A search of many places for planted secrets, by several threads if need be. */
final class LeakSearch {

    /** What kind of place something was searched in. */
    enum Kind {
        /** What a command writes to its standard output and error. */
        OUTPUT,
        /** What the user types into a command. */
        TYPED,
        /** Files of the project's copy and of the user's home: configuration, state, private files, plugins. */
        PROJECT,
        /** What was rendered. */
        RENDERED,
        /** Files in the machine's places for temporary ones. */
        TEMPORARY,
        /** Arguments of a process of this machine. */
        ARGUMENTS,
        /** Environment of a process of this machine. */
        ENVIRONMENT,
        /** Secrets, as the API server shows them. */
        SECRET,
        /** All other objects of the API server. */
        OBJECT,
        /** Events of the API server. */
        EVENT,
        /** What a container has logged. */
        POD_LOG,
        /** Secrets that the kubelet has mounted into a pod, which are in memory only. */
        SECRET_VOLUME,
        /** Other files of pods: volumes, terminations, host names. */
        POD_FILE,
        /** What the programs log that make the node and its control plane. */
        COMPONENT_LOG,
        /** What the container runtime keeps. */
        RUNTIME,
        /** etcd's files. */
        DATABASE,
        /** Other files of the node. */
        NODE_FILE,
        /** Answers of Prometheus, Alertmanager and the exporters. */
        ANSWER,
        /** What the tests print and report. */
        REPORT
    }

    /**
     * A secret in a place.
     *
     * @param secret its name
     */
    record Finding(String secret, Kind kind, String place) implements Comparable<Finding> {
        @Override
        public int compareTo(Finding other) {
            return toString().compareTo(other.toString());
        }
    }

    /**
     * How much was searched.
     *
     * @param places such as files and objects
     */
    record Amount(long places, long bytes) {
        Amount plus(Amount other) {
            return new Amount(places + other.places, bytes + other.bytes);
        }
    }

    private final SecretSearch search;
    private final Set<Finding> findings = new TreeSet<>();
    private final Map<Kind, Amount> amounts = new EnumMap<>(Kind.class);

    LeakSearch(PlantedSecrets planted) {
        search = new SecretSearch(planted);
    }

    void text(Kind kind, String place, String text) {
        bytes(kind, () -> place, text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param place is asked only when something is found */
    void bytes(Kind kind, Supplier<String> place, byte[] content) {
        Set<String> found = search.in(content);
        add(kind, found.isEmpty() ? "" : place.get(), content.length, found);
    }

    /** A file that may be gone by now; what is packed is unpacked, as the engine's own logs are. */
    void file(Kind kind, String place, Path file) {
        Set<String> found = new TreeSet<>();
        long bytes = 0;
        try (InputStream stream = unpacked(new BufferedInputStream(Files.newInputStream(file)))) {
            bytes = search.read(stream, found);
        } catch (IOException goneMeanwhileOrNotComplete) {
            // What was read until then counts.
        }
        add(kind, place, bytes, found);
    }

    private static InputStream unpacked(InputStream stream) throws IOException {
        stream.mark(2);
        boolean isPacked = stream.read() == 0x1F && stream.read() == 0x8B;
        stream.reset();
        return isPacked ? new GZIPInputStream(stream) : stream;
    }

    private synchronized void add(Kind kind, String place, long bytes, Set<String> found) {
        amounts.merge(kind, new Amount(1, bytes), Amount::plus);
        found.forEach(secret -> findings.add(new Finding(secret, kind, place)));
    }

    /** All that was found, wherever it may be. */
    synchronized Set<Finding> findings() {
        return new TreeSet<>(findings);
    }

    /** The kinds of places in which a secret was found. */
    synchronized Set<Kind> kindsWith(String secret) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        findings.stream().filter(finding -> finding.secret.equals(secret)).forEach(finding -> kinds.add(finding.kind));
        return kinds;
    }

    /** How much was searched, by kind. */
    synchronized Map<Kind, Amount> amounts() {
        return new EnumMap<>(amounts);
    }
}
