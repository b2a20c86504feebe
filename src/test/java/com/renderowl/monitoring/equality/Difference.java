package com.renderowl.monitoring.equality;

import com.renderowl.monitoring.config.Platform;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One way in which platforms differ on purpose.
 *
 * @param setting what differs, in words
 * @param facts what {@link Facts} say of it; {@link #UNSEEN} for what a running Prometheus does not know
 * @param sides how it is on each platform
 * @param why the reason
 */
record Difference(String setting, Pattern facts, Map<Platform, Side> sides, String why) {

    /** Matches no fact. */
    private static final Pattern UNSEEN = Pattern.compile("(?!)");

    Difference {
        sides = Map.copyOf(sides);
    }

    /**
     * How it is on one platform.
     *
     * @param words for people
     * @param values the values that the facts have there
     */
    record Side(String words, Pattern values) {}

    /** A difference of facts, each of which has one of the given values on its platform. */
    static Difference of(String setting, String facts, Side kubernetes, Side operator, Side docker, String why) {
        return new Difference(
                setting,
                Pattern.compile(facts),
                Map.of(Platform.KUBERNETES, kubernetes, Platform.OPERATOR, operator, Platform.DOCKER, docker),
                why);
    }

    /** A difference around Prometheus, in what it is not told of. */
    static Difference around(String setting, String kubernetes, String operator, String docker, String why) {
        return of(setting, UNSEEN.pattern(), side(kubernetes, ""), side(operator, ""), side(docker, ""), why);
    }

    static Side side(String words, String values) {
        return new Side(words, Pattern.compile(values, Pattern.DOTALL));
    }

    /** A platform that has what kubernetes has. */
    static Side same(String words) {
        return side(words, UNSEEN.pattern());
    }

    /** A platform on which there is no such fact. */
    static Side none(String words) {
        return side(words, Pattern.quote(Facts.ABSENT));
    }

    /** Whether a Prometheus of this platform shows that it has something else than one of the platform kubernetes. */
    boolean isSeenOn(Platform platform) {
        return !(facts.pattern().equals(UNSEEN.pattern())
                || sides.get(platform).values().pattern().equals(UNSEEN.pattern()));
    }

    /** Whether it is about this fact. */
    boolean concerns(String fact) {
        return facts.matcher(fact).matches();
    }

    /** Whether a platform has the value that it has on purpose. */
    boolean allows(Platform platform, String value) {
        return sides.get(platform).values().matcher(value).matches();
    }

    String words(Platform platform) {
        return sides.get(platform).words();
    }
}
