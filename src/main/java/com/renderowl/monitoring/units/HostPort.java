package com.renderowl.monitoring.units;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens.
 *
 * @param host a DNS name or an IPv4 address
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

    /** What a reader of an error message may write instead. */
    public static final String ALLOWED = "a host name or IPv4 address with a port from 1 to 65535, such as redis:6379";

    private static final Pattern SYNTAX = Pattern.compile("([a-zA-Z0-9._-]+):(\\d{1,5})");

    /** Reads {@code text}; throws {@link IllegalArgumentException} with the reason when it is not a host with a port. */
    public static HostPort parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a host with a port");
        }
        int port = Integer.parseInt(matcher.group(2));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("has a port out of range");
        }
        return new HostPort(matcher.group(1), port);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
