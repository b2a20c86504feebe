package com.renderowl.monitoring.units;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IP addresses, {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param text the block as Kubernetes takes it; anything else is refused with {@link IllegalArgumentException}
 */
public record Cidr(String text) {

    /** What a reader of an error message may write instead. */
    public static final String ALLOWED = "an address block, such as 10.0.0.0/8 or 10.96.0.1/32";

    // Only complete IPv4 addresses, and what has a colon, get as far as InetAddress, so it never asks a name server.
    // Leading zeros are refused because some readers take them for octal numbers.
    private static final Pattern SYNTAX =
            Pattern.compile("(" + HostPort.IPV4 + "|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/(0|[1-9]\\d{0,2})");

    public Cidr {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not an address block");
        }
        byte[] address = address(matcher.group(1));
        int bits = address.length * 8;
        int prefix = Integer.parseInt(matcher.group(2));
        if (prefix > bits) {
            throw new IllegalArgumentException("has a prefix longer than the " + bits + " bits of its address");
        }
        for (int bit = prefix; bit < bits; bit++) {
            if ((address[bit / 8] >> (7 - bit % 8) & 1) != 0) {
                throw new IllegalArgumentException("has bits set behind its prefix of " + prefix + " bits");
            }
        }
    }

    /** Reads {@code text}; throws {@link IllegalArgumentException} with the reason when it is not an address block. */
    public static Cidr parse(String text) {
        return new Cidr(text);
    }

    /**
     * The block that is one address, such as {@code 10.96.0.1/32} of {@code 10.96.0.1}; throws
     * {@link IllegalArgumentException} when it is none.
     */
    public static Cidr ofAddress(String address) {
        return new Cidr(address + (address.contains(":") ? "/128" : "/32"));
    }

    /** Whether every address of {@code other} is in this block; blocks of IPv4 and IPv6 have none in common. */
    public boolean contains(Cidr other) {
        byte[] mine = address();
        byte[] theirs = other.address();
        if (mine.length != theirs.length || other.prefixLength() < prefixLength()) {
            return false;
        }
        int common = Arrays.mismatch(mine, theirs);
        if (common < 0) {
            return true;
        }
        int sameBits = common * 8 + Integer.numberOfLeadingZeros((mine[common] ^ theirs[common]) & 0xff) - 24;
        return sameBits >= prefixLength();
    }

    /** How many leading bits all addresses of the block share; 0 means every address there is. */
    public int prefixLength() {
        return Integer.parseInt(text.substring(text.indexOf('/') + 1));
    }

    /**
     * Whether the addresses of the block stand in examples only, so that nothing is there.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc5737">RFC 5737: IPv4 Address Blocks Reserved for Documentation</a>
     */
    public boolean isForDocumentation() {
        return prefixLength() >= 24
                && List.of("192.0.2.", "198.51.100.", "203.0.113.").stream().anyMatch(text::startsWith);
    }

    private byte[] address() {
        return address(text.substring(0, text.indexOf('/')));
    }

    private static byte[] address(String text) {
        try {
            byte[] address = InetAddress.getByName(text).getAddress();
            // Java turns ::ffff:10.0.0.1 into an IPv4 address; Kubernetes refuses such blocks.
            if (text.contains(":") == (address.length == 4)) {
                throw new IllegalArgumentException("is an IPv4 address in the clothes of an IPv6 one");
            }
            return address;
        } catch (UnknownHostException notAnAddress) {
            throw new IllegalArgumentException("is not an address block", notAnAddress);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
