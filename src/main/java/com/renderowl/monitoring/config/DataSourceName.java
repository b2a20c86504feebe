package com.renderowl.monitoring.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
            + "(?<host>[A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+])(?::(?<port>\\d{1,5}))?"
            + "(?:/%1$s*)?(?:\\?(?<parameters>(?:%1$s|[/?:@])*))?".formatted(TEXT));

    private static final Pattern WORDS = Pattern.compile("\\w+\\s*=[^,]*");
    private static final Pattern PASSWORD = Pattern.compile("(?i)(?:^|[&\\s])(?:ssl)?password\\s*=");
    private static final int LAST_PORT = 65535;
    private static final int DEFAULT_PORT = 5432;

    /** A parameter of either form: {@code key=value}, {@code key = 'value with blanks'}. */
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)\\s*=\\s*(?:'([^']*)'|([^\\s&]*))");

    /**
     * Parameters whose value is a file on the exporter's side (<a
     * href="https://www.postgresql.org/docs/current/libpq-connect.html">libpq: connection parameters</a>).
     */
    private static final Set<String> FILES =
            Set.of("sslrootcert", "sslcert", "sslkey", "sslcrl", "sslcrldir", "passfile", "servicefile");

    /** A value of {@code sslrootcert} that is not a file: the authorities that the image has. */
    private static final String SYSTEM = "system";

    /**
     * The server that a connection goes to.
     *
     * @param host a name or an address, or empty where the connection has none
     * @param port its port
     */
    record Server(String host, int port) {}

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
        return problemOfParameters(Objects.requireNonNullElse(url.group("parameters"), ""));
    }

    /** The server of a connection that has no {@link #problem}. */
    static Server server(String connection) {
        Matcher url = URL.matcher(connection);
        boolean isUrl = url.matches();
        Map<String, String> parameters =
                parameters(isUrl ? Objects.requireNonNullElse(url.group("parameters"), "") : connection);
        String host = parameters.getOrDefault("host", isUrl ? url.group("host") : "");
        String port = parameters.getOrDefault("port", isUrl ? url.group("port") : null);
        return new Server(
                host.replaceAll("[\\[\\]]", ""),
                port != null && port.matches("\\d{1,5}") ? Integer.parseInt(port) : DEFAULT_PORT);
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            String value = Objects.requireNonNullElse(parameter.group(2), parameter.group(3));
            parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), value);
        }
        return parameters;
    }

    private static Optional<String> problemOfWords(String words) {
        return WORDS.matcher(words).matches()
                ? problemOfParameters(words)
                : Optional.of("is not a PostgreSQL connection");
    }

    private static Optional<String> problemOfParameters(String text) {
        if (PASSWORD.matcher(text).find()) {
            return Optional.of("has the password as a parameter, which the exporter logs");
        }
        Map<String, String> parameters = parameters(text);
        String host = parameters.getOrDefault("host", "");
        // In a URL the slash may be escaped.
        if (host.startsWith("/") || host.regionMatches(true, 0, "%2F", 0, 3)) {
            return Optional.of("names a socket by host, and the exporter's container has none");
        }
        return parameters.entrySet().stream()
                .filter(parameter -> FILES.contains(parameter.getKey())
                        && !parameter.getValue().isEmpty()
                        && !parameter.getValue().equals(SYSTEM))
                .findFirst()
                .map(parameter -> "names a file by " + parameter.getKey() + ", and the exporter's container has none");
    }
}
