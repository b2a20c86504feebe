package com.renderowl.monitoring.units;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of memory or storage as Kubernetes writes it: {@code 512Mi} (powers of two) or {@code 512M} (powers of
 * ten).
 *
 * @param bytes the amount; more than zero
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
public record ByteQuantity(long bytes) implements Comparable<ByteQuantity> {

    /** What a reader of an error message may write instead. */
    public static final String ALLOWED =
            "a number with a unit (Ki, Mi, Gi, Ti, or the decimal k, M, G, T), such as 512Mi or 2Gi";

    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti");
    private static final List<String> DECIMAL = List.of("", "k", "M", "G", "T");

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)(Ki|Mi|Gi|Ti|k|M|G|T)");

    private static final List<String> SERVER_BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> SERVER_DECIMAL = List.of("", "k", "M", "G", "T", "P", "E");

    private static final Pattern SERVER_SYNTAX =
            Pattern.compile("(\\d{1,19}(?:\\.\\d{1,9})?)([KMGTPE]i|[kMGTPE]|[eE]\\d{1,2}|)");

    public ByteQuantity {
        if (bytes <= 0) {
            throw new IllegalArgumentException("is not more than zero");
        }
    }

    /**
     * Reads {@code text}; throws {@link IllegalArgumentException} with the reason when it is not an amount. A bare number
     * is refused as a forgotten unit, and so is Kubernetes' {@code m}: {@code 512m} is half a byte.
     */
    public static ByteQuantity parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not an amount of memory or storage");
        }
        String unit = matcher.group(2);
        BigDecimal factor = BINARY.contains(unit)
                ? BigDecimal.valueOf(1L << (10 * BINARY.indexOf(unit)))
                : BigDecimal.TEN.pow(3 * DECIMAL.indexOf(unit));
        try {
            return new ByteQuantity(
                    new BigDecimal(matcher.group(1)).multiply(factor).longValueExact());
        } catch (ArithmeticException inexact) {
            throw new IllegalArgumentException("is not a whole number of bytes, or too large", inexact);
        }
    }

    /**
     * Reads an amount as the API server writes one, which may also be bare bytes or have an exponent; a part of a byte is left
     * out. Empty where it is no amount.
     */
    public static Optional<ByteQuantity> ofServer(String text) {
        Matcher matcher = SERVER_SYNTAX.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2);
        BigDecimal number = new BigDecimal(matcher.group(1));
        int binary = SERVER_BINARY.indexOf(unit);
        BigDecimal bytes = binary >= 0
                ? number.multiply(BigDecimal.valueOf(1L << (10 * binary)))
                : number.scaleByPowerOfTen(
                        unit.matches("[eE].+")
                                ? Integer.parseInt(unit.substring(1))
                                : 3 * SERVER_DECIMAL.indexOf(unit));
        return bytes.compareTo(BigDecimal.ONE) < 0 || bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                ? Optional.empty()
                : Optional.of(new ByteQuantity(bytes.longValue()));
    }

    @Override
    public int compareTo(ByteQuantity other) {
        return Long.compare(bytes, other.bytes);
    }

    /**
     * The form with the smallest whole number: {@code 2Gi}, {@code 512M}. Only an amount that is neither a multiple of
     * 1024 nor of 1000, which no sensible configuration has, prints as bare bytes.
     */
    @Override
    public String toString() {
        int binary = exponent(1024);
        int decimal = exponent(1000);
        long inBinary = bytes >> (10 * binary);
        long inDecimal = BigDecimal.valueOf(bytes).movePointLeft(3 * decimal).longValueExact();
        return inDecimal < inBinary ? inDecimal + DECIMAL.get(decimal) : inBinary + BINARY.get(binary);
    }

    /** How often the amount can be divided by {@code step} without a rest, as far as there are units. */
    private int exponent(int step) {
        long number = bytes;
        int exponent = 0;
        while (number % step == 0 && exponent < BINARY.size() - 1) {
            number /= step;
            exponent++;
        }
        return exponent;
    }
}
