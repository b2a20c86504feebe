package com.renderowl.monitoring.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the PostgreSQL exporter reaches PostgreSQL. The exporter keeps a password out of its log only where it can tell which
 * part of the connection the password is; what it can not take apart it logs as a whole. So only forms are taken that
 * release 0.11.1 can take apart, with which this is tested (<a
 * href="https://github.com/prometheus-community/postgres_exporter/issues/181">181</a>, <a
 * href="https://github.com/prometheus-community/postgres_exporter/issues/306">306</a>, <a
 * href="https://github.com/prometheus-community/postgres_exporter/issues/393">393</a>, <a
 * href="https://github.com/prometheus-community/postgres_exporter/issues/643">643</a>).
 */
final class DataSourceName {

    /** What is allowed, for people. */
    static final String ALLOWED =
            "postgresql://USER:PASSWORD@HOST:5432/DATABASE?sslmode=disable, in which USER and PASSWORD have"
                    + " special characters as %2F for / and so on; without a password also host=HOST user=USER ...";

    /** Letters, digits, and what a user or a password may hold as it is; a blank stays a problem even where it is escaped. */
    private static final String TEXT = "(?:[A-Za-z0-9._~!$&'()*+;=-]|%(?!20)[0-9A-Fa-f]{2})";

    private static final Pattern URL = Pattern.compile("postgres(?:ql)?://(?:%1$s*(?::%1$s*)?@)?".formatted(TEXT)
            + "(?:[A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+])(?::(?<port>\\d{1,5}))?"
            + "(?:/%1$s*)?(?:\\?(?<parameters>(?:%1$s|[/?:@])*))?".formatted(TEXT));

    private static final Pattern WORDS = Pattern.compile("\\w+\\s*=[^,]*");
    private static final Pattern PASSWORD = Pattern.compile("(?i)(?:^|[&\\s])(?:ssl)?password\\s*=");
    private static final int LAST_PORT = 65535;

    private DataSourceName() {}

    /**
     * What is wrong with a connection.
     *
     * @return words that follow the key's name and tell nothing of the connection; empty if it is fine
     */
    static Optional<String> problem(String connection) {
        if (!connection.matches("postgres(?:ql)?://.*")) {
            return problemOfWords(connection);
        }
        Matcher url = URL.matcher(connection);
        if (connection.indexOf(',') >= 0) {
            return Optional.of("holds a comma, at which the exporter splits it, and then logs what it can not read;"
                    + " a password has %2C for it");
        }
        if (!url.matches()) {
            return Optional.of(
                    "is no URL that the exporter can take apart, so that it would log all of it; the cause is a"
                            + " special character, such as / ? # @ [ ] % or a blank, or what stands for a port");
        }
        String port = url.group("port");
        if (port != null && (Integer.parseInt(port) == 0 || Integer.parseInt(port) > LAST_PORT)) {
            return Optional.of("has a port that is not from 1 to 65535");
        }
        String parameters = url.group("parameters");
        return parameters == null ? Optional.empty() : problemOfPassword(parameters);
    }

    private static Optional<String> problemOfWords(String words) {
        return WORDS.matcher(words).matches()
                ? problemOfPassword(words)
                : Optional.of("is not a PostgreSQL connection");
    }

    private static Optional<String> problemOfPassword(String parameters) {
        return PASSWORD.matcher(parameters).find()
                ? Optional.of("has the password as a parameter, which the exporter logs")
                : Optional.empty();
    }
}
