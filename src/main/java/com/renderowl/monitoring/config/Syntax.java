package com.renderowl.monitoring.config;

import com.renderowl.monitoring.config.KeyReference.Form;
import com.renderowl.monitoring.units.ByteQuantity;
import com.renderowl.monitoring.units.Cidr;
import com.renderowl.monitoring.units.CpuQuantity;
import com.renderowl.monitoring.units.HostPort;
import com.renderowl.monitoring.units.ImageReference;
import com.renderowl.monitoring.units.MetricPattern;
import com.renderowl.monitoring.units.Names;
import com.renderowl.monitoring.units.PrometheusDuration;
import com.renderowl.monitoring.units.PrometheusSize;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a value may look like.
 *
 * @param parse makes the value of the text; throws {@link IllegalArgumentException} with the reason, a predicate such as
 *     "is not a duration" that never repeats the text
 * @param allowed what a reader of an error message may write instead
 * @param form what kind of value it is
 */
record Syntax<T>(Function<String, T> parse, String allowed, Form form) {

    static final Syntax<Boolean> FLAG = matching(
                    text -> text.equals("true") || text.equals("false"), "is neither true nor false", "true or false")
            .map(Boolean::valueOf)
            .as(Form.FLAG);

    static final Syntax<Integer> PORT = integer(1, 65535);

    static final Syntax<PrometheusDuration> DURATION =
            new Syntax<>(PrometheusDuration::parse, PrometheusDuration.ALLOWED);

    static final Syntax<PrometheusSize> SIZE = new Syntax<>(PrometheusSize::parse, PrometheusSize.ALLOWED);

    static final Syntax<ByteQuantity> BYTES = new Syntax<>(ByteQuantity::parse, ByteQuantity.ALLOWED);

    static final Syntax<CpuQuantity> CPU = new Syntax<>(CpuQuantity::parse, CpuQuantity.ALLOWED);

    static final Syntax<ImageReference> IMAGE = new Syntax<>(ImageReference::parse, ImageReference.ALLOWED);

    /**
     * Prometheus with a command line of the stack's own: the flag is in no older release, and 3.10 takes the time of
     * retention in its configuration for a million times as much.
     *
     * @see <a href="https://github.com/prometheus/prometheus/blob/v3.16.0/CHANGELOG.md">Changes 18620 and 18200</a>
     */
    static final Syntax<ImageReference> PROMETHEUS = image("3.12.0", "--config.auto-reload");

    /**
     * Alertmanager.
     *
     * @see <a href="https://github.com/prometheus/alertmanager/blob/v0.34.1/CHANGELOG.md">Change 4704</a>
     */
    static final Syntax<ImageReference> ALERTMANAGER = image("0.30.0", "--dispatch.start-delay");

    /**
     * The node exporter.
     *
     * @see <a href="https://github.com/prometheus/node_exporter/blob/v1.12.1/CHANGELOG.md">Change 2012</a>
     */
    static final Syntax<ImageReference> NODE_EXPORTER = image("1.2.0", "--collector.filesystem.mount-points-exclude");

    static final Syntax<HostPort> HOST_PORT = new Syntax<>(HostPort::parse, HostPort.ALLOWED);

    static final Syntax<MetricPattern> METRICS = new Syntax<>(MetricPattern::parse, MetricPattern.ALLOWED);

    static final Syntax<Cidr> ADDRESSES = new Syntax<>(Syntax::addresses, Cidr.ALLOWED + "; none wider than /8");

    /** The name of a namespace, a Service or the like. */
    static final Syntax<String> OBJECT_NAME =
            matching(Names::isObjectName, "is not a valid name", Names.OBJECT_ALLOWED);

    /** The name of a Secret, a storage class or the like, which may hold dots. */
    static final Syntax<String> DOTTED_NAME = matching(Names::isDnsName, "is not a valid name", Names.DNS_ALLOWED);

    static final Syntax<String> DNS_NAME = matching(Names::isDnsName, "is not a DNS name", Names.DNS_ALLOWED);

    static final Syntax<String> LABEL_KEY = matching(Names::isLabelKey, "is not a label key", Names.LABEL_KEY_ALLOWED);

    static final Syntax<String> LABEL_VALUE =
            matching(Names::isLabelValue, "is not a label value", Names.LABEL_VALUE_ALLOWED);

    static final Syntax<String> SECRET_KEY = matching(
            text -> text.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,252}"),
            "is not a key of a Secret or ConfigMap",
            "letters, digits, dashes, underscores and dots, such as ca.crt");

    static final Syntax<String> TEXT = matching(
            text -> !text.isBlank() && text.chars().noneMatch(Character::isISOControl),
            "is empty or holds a line break",
            "a text on one line");

    /** The syntax of a text. */
    Syntax(Function<String, T> parse, String allowed) {
        this(parse, allowed, Form.TEXT);
    }

    /** What {@code accepts} says yes to; {@code reason} says why another is wrong. */
    static Syntax<String> matching(Predicate<String> accepts, String reason, String allowed) {
        return new Syntax<>(
                text -> {
                    if (!accepts.test(text)) {
                        throw new IllegalArgumentException(reason);
                    }
                    return text;
                },
                allowed);
    }

    /** One of {@code choices}. */
    static Syntax<String> oneOf(String... choices) {
        List<String> known = List.of(choices);
        return matching(known::contains, "is not one of the choices", String.join(", ", known));
    }

    /** An image of a program whose releases before {@code first} do not know {@code flag}; a digest alone passes. */
    private static Syntax<ImageReference> image(String first, String flag) {
        return IMAGE.map(image -> {
            if (image.isBefore(first)) {
                throw new IllegalArgumentException(
                        "is a release before " + first + ", the first that knows " + flag + ", which the stack uses");
            }
            return image;
        });
    }

    /** A whole number of these bounds. */
    static Syntax<Integer> integer(int smallest, int largest) {
        return new Syntax<>(
                text -> {
                    if (!text.matches("-?\\d+")) {
                        throw new IllegalArgumentException("is not a whole number");
                    }
                    // Nine digits fit an int; more can not be in range.
                    int number = text.matches("-?\\d{1,9}") ? Integer.parseInt(text) : Integer.MIN_VALUE;
                    if (number < smallest || number > largest) {
                        throw new IllegalArgumentException("is out of range");
                    }
                    return number;
                },
                "a whole number from " + smallest + " to " + largest,
                Form.WHOLE_NUMBER);
    }

    /** A number of these bounds, with at most nine digits on either side of the point. */
    static Syntax<BigDecimal> decimal(String smallest, String largest) {
        return new Syntax<>(
                text -> {
                    if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
                        throw new IllegalArgumentException("is not a decimal number");
                    }
                    BigDecimal number = new BigDecimal(text);
                    if (number.compareTo(new BigDecimal(smallest)) < 0
                            || number.compareTo(new BigDecimal(largest)) > 0) {
                        throw new IllegalArgumentException("is out of range");
                    }
                    return number;
                },
                "a number from " + smallest + " to " + largest,
                Form.NUMBER);
    }

    /** The same syntax with another value made of it. */
    <R> Syntax<R> map(Function<T, R> convert) {
        return new Syntax<>(parse.andThen(convert), allowed, form);
    }

    /** The same syntax for a value of another kind. */
    Syntax<T> as(Form other) {
        return new Syntax<>(parse, allowed, other);
    }

    /** Every block of addresses opens a way, so a block that is as good as the whole internet is a mistake. */
    private static Cidr addresses(String text) {
        Cidr block = Cidr.parse(text);
        if (block.prefixLength() < 8) {
            throw new IllegalArgumentException("opens the way to practically every address there is");
        }
        return block;
    }
}
