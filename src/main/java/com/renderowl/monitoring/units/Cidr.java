package com.renderowl.monitoring.units;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IP addresses, {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param text the block as Kubernetes takes it
 */
public record Cidr(String text) {

    /** What a reader of an error message may write instead. */
    public static final String ALLOWED = "an address block, such as 10.0.0.0/8 or 10.96.0.1/32";

    // Only digits, dots, hexadecimal digits and colons get as far as InetAddress, so it never asks a name server.
    private static final Pattern SYNTAX = Pattern.compile("([0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/(\\d{1,3})");
    private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** Reads {@code text}; throws {@link IllegalArgumentException} with the reason when it is not an address block. */
    public static Cidr parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not an address block");
        }
        byte[] address = address(matcher.group(1));
        int prefix = Integer.parseInt(matcher.group(2));
        if (prefix > address.length * 8) {
            throw new IllegalArgumentException(
                    "has a prefix longer than the " + address.length * 8 + " bits of its address");
        }
        for (int bit = prefix; bit < address.length * 8; bit++) {
            if ((address[bit / 8] >> (7 - bit % 8) & 1) != 0) {
                throw new IllegalArgumentException("has bits set behind its prefix of " + prefix + " bits");
            }
        }
        return new Cidr(text);
    }

    private static byte[] address(String text) {
        boolean versionFour = !text.contains(":");
        if (versionFour && !DOTTED.matcher(text).matches()) {
            throw new IllegalArgumentException("is not an address block");
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException("is not an address block", notAnAddress);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
