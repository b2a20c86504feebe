package com.renderowl.monitoring.units;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens. What is neither a host nor a port is refused with {@link IllegalArgumentException}.
 *
 * @param host a DNS name (with underscores, which container networks use) or an IPv4 address
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

    /** What a reader of an error message may write instead. */
    public static final String ALLOWED = "a host name or IPv4 address with a port from 1 to 65535, such as redis:6379";

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

    /** The syntax of an IPv4 address, as part of a regular expression. */
    static final String IPV4 = OCTET + "(?:\\." + OCTET + "){3}";

    private static final String HOST_LABEL = "[a-zA-Z0-9_](?:[a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?";

    // A name whose last part is a number is an address, and then a complete one.
    private static final Pattern HOST = Pattern.compile(IPV4 + "|(?:" + HOST_LABEL + "\\.)*(?!\\d+$)" + HOST_LABEL);

    private static final Pattern SYNTAX = Pattern.compile("([^:]+):([1-9]\\d{0,5})");

    public HostPort {
        if (host.length() > 253 || !HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("has a host that is neither a DNS name nor an IPv4 address");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("has a port out of range");
        }
    }

    /** Whether a host is an IPv4 or IPv6 address, not a name. */
    public static boolean isAddress(String host) {
        return host.matches(IPV4) || host.contains(":");
    }

    /** Reads {@code text}; throws {@link IllegalArgumentException} with the reason when it is not a host with a port. */
    public static HostPort parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a host with a port");
        }
        return new HostPort(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
