package com.renderowl.monitoring.units;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A share of processor time as Kubernetes writes it: {@code 250m} is a quarter of a core, {@code 2} are two cores.
 *
 * @param millicores thousandths of a core; more than zero
 * @see <a href="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-cpu">CPU</a>
 */
public record CpuQuantity(long millicores) implements Comparable<CpuQuantity> {

    /** What a reader of an error message may write instead. */
    public static final String ALLOWED = "cores or thousandths of a core, such as 2, 0.5 or 250m";

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9})m|(\\d{1,6}(?:\\.\\d{1,3})?)");

    public CpuQuantity {
        if (millicores <= 0) {
            throw new IllegalArgumentException("is not more than zero");
        }
    }

    /** Reads {@code text}; throws {@link IllegalArgumentException} with the reason when it is not a processor share. */
    public static CpuQuantity parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a processor share");
        }
        String thousandths = matcher.group(1);
        return new CpuQuantity(
                thousandths != null
                        ? Long.parseLong(thousandths)
                        : new BigDecimal(matcher.group(2)).movePointRight(3).longValueExact());
    }

    @Override
    public int compareTo(CpuQuantity other) {
        return Long.compare(millicores, other.millicores);
    }

    /** Whole cores as a number, anything else in thousandths: the form the API server stores. */
    @Override
    public String toString() {
        return millicores % 1000 == 0 ? Long.toString(millicores / 1000) : millicores + "m";
    }
}
