package com.renderowl.monitoring.model;

import java.util.List;

/**
 * How the platform finds out how a container is.
 *
 * @param check what is tried
 * @param periodSeconds how often
 * @param timeoutSeconds how long one try may take
 * @param failureThreshold how many tries in a row must fail before the platform acts
 */
public record Probe(Check check, int periodSeconds, int timeoutSeconds, int failureThreshold) {

    /** What is tried. */
    public sealed interface Check {

        /**
         * An HTTP GET that must be answered with a status from 200 to 399.
         *
         * @param path the path
         * @param port the container's port
         */
        record HttpGet(String path, int port) implements Check {}

        /**
         * A TCP connection that must be accepted.
         *
         * @param port the container's port
         */
        record TcpSocket(int port) implements Check {}

        /**
         * A program in the container that must end with 0.
         *
         * @param command the program and its arguments
         */
        record Execute(List<String> command) implements Check {}
    }

    /** Tries an HTTP GET every {@code periodSeconds}, acts after {@code failureThreshold} failures. */
    public static Probe httpGet(String path, int port, int periodSeconds, int failureThreshold) {
        return new Probe(new Check.HttpGet(path, port), periodSeconds, 5, failureThreshold);
    }

    /** Tries a TCP connection every {@code periodSeconds}, acts after {@code failureThreshold} failures. */
    public static Probe tcpSocket(int port, int periodSeconds, int failureThreshold) {
        return new Probe(new Check.TcpSocket(port), periodSeconds, 5, failureThreshold);
    }

    /** Runs a program every {@code periodSeconds}, acts after {@code failureThreshold} failures. */
    public static Probe execute(List<String> command, int periodSeconds, int failureThreshold) {
        return new Probe(new Check.Execute(List.copyOf(command)), periodSeconds, 10, failureThreshold);
    }
}
