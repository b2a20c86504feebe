package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.HostPort;
import com.renderowl.monitoring.units.Names;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of alerts, and how.
 *
 * @param name what routes call it
 * @param integration how it is told
 * @param destination where that is, for the network policy
 * @param secretName a Kubernetes Secret that is there already, whose keys the integration's secrets are; or null, and they
 *     are secrets of the stack
 */
public record ReceiverConfig(
        String name, Integration integration, PeerConfig destination, @Nullable String secretName) {

    /** The name of the receiver that tells nobody, which every configuration of Alertmanager has. */
    public static final String NOBODY = "nobody";

    private static final String KINDS = "exactly one of webhook, slack, email and pagerduty";

    private static final Syntax<URI> URL = WebUrl.withoutSecrets("https://alerts.example.com/hook");

    private static final Syntax<String> CHANNEL = Syntax.matching(
            text -> text.matches("[#@]?[^\\s{}]{1,80}"), "is not a channel", "a channel or user, such as #alerts");

    private static final Syntax<String> ADDRESS = Syntax.matching(
            ReceiverConfig::isAddress, "is not an e-mail address", "an e-mail address, such as on-call@example.com");

    /** How a receiver is told. */
    public sealed interface Integration {

        /** The port to which notifications are sent. */
        int port();

        /** The names of the secrets that it needs, or their keys in the Secret that is there already. */
        List<String> secrets();

        /**
         * A POST with the alerts as JSON.
         *
         * @param url where to, or null when that is a secret
         * @param urlSecret the name of the secret with the URL, or null
         * @param bearerTokenSecret the name of the secret with a bearer token, or null
         * @param port the port to which it is sent
         */
        record Webhook(@Nullable URI url, @Nullable String urlSecret, @Nullable String bearerTokenSecret, int port)
                implements Integration {
            @Override
            public List<String> secrets() {
                return present(urlSecret, bearerTokenSecret);
            }
        }

        /**
         * A message in Slack, by an incoming webhook.
         *
         * @param urlSecret the name of the secret with the webhook's URL
         * @param channel the channel, or null for the webhook's own
         * @param port the port to which it is sent
         */
        record Slack(String urlSecret, @Nullable String channel, int port) implements Integration {
            @Override
            public List<String> secrets() {
                return present(urlSecret);
            }
        }

        /**
         * An e-mail.
         *
         * @param recipients whom it is sent to; at least one
         * @param sender whom it is from
         * @param server the mail server
         * @param username as whom to log in there, or null
         * @param passwordSecret the name of the secret with the password, or null
         * @param requireTls whether a server without encryption is refused
         */
        record Email(
                List<String> recipients,
                String sender,
                HostPort server,
                @Nullable String username,
                @Nullable String passwordSecret,
                boolean requireTls)
                implements Integration {
            @Override
            public int port() {
                return server.port();
            }

            @Override
            public List<String> secrets() {
                return present(passwordSecret);
            }
        }

        /**
         * An incident in PagerDuty, by its Events API version 2.
         *
         * @param routingKeySecret the name of the secret with the integration's routing key
         * @param url where events are sent to
         */
        record PagerDuty(String routingKeySecret, URI url) implements Integration {
            @Override
            public int port() {
                return WebUrl.port(url);
            }

            @Override
            public List<String> secrets() {
                return present(routingKeySecret);
            }
        }
    }

    /** Reads the receivers by name. */
    static List<ReceiverConfig> readAll(ObjectReader reader, String namespace, StackSecrets secrets) {
        List<ReceiverConfig> receivers = new ArrayList<>();
        for (String name : reader.names()) {
            if (!Names.isObjectName(name) || name.equals(NOBODY)) {
                reader.refuse(
                        name,
                        Shown.quoted(name) + (name.equals(NOBODY) ? " tells nobody" : " is not a valid name"),
                        Names.OBJECT_ALLOWED + "; not " + NOBODY,
                        "rename the receiver");
            }
            receivers.add(read(reader.object(name), name, namespace, secrets));
        }
        return List.copyOf(receivers);
    }

    private static ReceiverConfig read(ObjectReader reader, String name, String namespace, StackSecrets secrets) {
        Credentials credentials = Credentials.read(reader, secrets);
        // All four are read, so that the reference has them and a mistake in any is found.
        List<String> given = List.of("webhook", "slack", "email", "pagerduty").stream()
                .filter(reader::has)
                .toList();
        Integration webhook = webhook(reader.object("webhook"), given.contains("webhook"), credentials);
        Integration slack = slack(reader.object("slack"), given.contains("slack"), credentials);
        Integration email = email(reader.object("email"), given.contains("email"), credentials);
        Integration pagerDuty = pagerDuty(reader.object("pagerduty"), given.contains("pagerduty"), credentials);
        PeerConfig destination =
                PeerConfig.read(reader.object("destination"), "the receiver", new PeerConfig.Pods(namespace, Map.of()));
        reader.refuseUnknownKeys();
        if (given.size() != 1) {
            reader.refuse(
                    given.isEmpty() ? "does not say how it is told" : "has " + String.join(" and ", given),
                    KINDS,
                    given.isEmpty() ? "add one of them" : "make a receiver for each");
        }
        if (reader.reading().hasPolicies() && reader.isEmpty("destination")) {
            reader.refuse(
                    "destination",
                    "is missing or empty, so the network policy would stop every notification",
                    "addresses for what is outside the cluster, namespace and selector for pods",
                    "list the addresses behind it: "
                            + reader.reading().toSet(KeyPath.entry(reader.pathOf("destination", "addresses"), 0)));
        }
        Integration integration = given.contains("slack")
                ? slack
                : given.contains("email") ? email : given.contains("pagerduty") ? pagerDuty : webhook;
        if (given.size() == 1 && integration.secrets().isEmpty()) {
            credentials.refuseUnused(reader);
        }
        return new ReceiverConfig(name, integration, destination, credentials.secretName());
    }

    private static Integration webhook(ObjectReader reader, boolean given, Credentials credentials) {
        URI url = reader.key("url", "Where alerts are posted to, if that is no secret")
                .valueOrNull(URL);
        String urlSecret =
                credentials.reference(reader, "urlSecret", "Name of the secret with the URL that alerts are posted to");
        int port = port(reader);
        String token = credentials.reference(reader, "bearerTokenSecret", "Name of the secret with a bearer token");
        reader.refuseUnknownKeys();
        if (given && reader.has("url") == reader.has("urlSecret")) {
            reader.refuse(
                    reader.has("url") ? "has both url and urlSecret" : "has neither url nor urlSecret",
                    "url, or urlSecret where the URL is a secret",
                    "give one of them");
        }
        if (url == null) {
            credentials.checkUrl(urlSecret, reader, port);
        } else if (reader.has("port")) {
            reader.refuse("port", "is given beside url, which says it", "a port beside urlSecret only", "remove it");
        }
        return new Integration.Webhook(url, urlSecret, token, url == null ? port : WebUrl.port(url));
    }

    private static Integration slack(ObjectReader reader, boolean given, Credentials credentials) {
        String urlSecret =
                required(reader, "urlSecret", "Name of the secret with the webhook's URL", given, credentials);
        String channel = reader.key("channel", "Channel; the webhook's own when not given")
                .valueOrNull(CHANNEL);
        int port = port(reader);
        reader.refuseUnknownKeys();
        credentials.checkUrl(urlSecret, reader, port);
        return new Integration.Slack(urlSecret, channel, port);
    }

    private static int port(ObjectReader reader) {
        return reader.key("port", "Port of the URL in urlSecret, for the network policy")
                .value(Syntax.PORT, 443);
    }

    private static Integration email(ObjectReader reader, boolean given, Credentials credentials) {
        Integration.Email email = new Integration.Email(
                reader.key("to", "Whom it is sent to").list(ADDRESS, List.of()),
                requiredIf(given, reader.key("from", "Whom it is from"), ADDRESS, ""),
                requiredIf(
                        given,
                        reader.key("server", "The mail server"),
                        Syntax.HOST_PORT,
                        new HostPort("nowhere.invalid", 587)),
                reader.key("username", "As whom to log in there").valueOrNull(Syntax.TEXT),
                credentials.reference(reader, "passwordSecret", "Name of the secret with that user's password"),
                reader.key("requireTls", "Whether a server without encryption is refused")
                        .value(Syntax.FLAG, true));
        reader.refuseUnknownKeys();
        if (given && reader.isEmpty("to")) {
            reader.refuse(
                    "to",
                    "is missing or empty",
                    "at least one entry: " + ADDRESS.allowed(),
                    reader.reading().toSet(KeyPath.entry(reader.pathOf("to"), 0)));
        }
        if (reader.has("username") != reader.has("passwordSecret")) {
            reader.refuse("has only one of username and passwordSecret", "both or none", "give both");
        }
        return email;
    }

    private static Integration pagerDuty(ObjectReader reader, boolean given, Credentials credentials) {
        String key =
                required(reader, "routingKeySecret", "Name of the secret with the routing key", given, credentials);
        URI url = reader.key("url", "Where events are sent to")
                .value(URL, URI.create("https://events.pagerduty.com/v2/enqueue"));
        reader.refuseUnknownKeys();
        return new Integration.PagerDuty(key, url);
    }

    private static String required(
            ObjectReader reader, String key, String description, boolean given, Credentials credentials) {
        String name = credentials.reference(reader, key, description);
        if (given && !reader.has(key)) {
            reader.refuse(
                    key,
                    "is missing",
                    credentials.allowed(reader),
                    reader.reading().toSet(reader.pathOf(key)));
        }
        return name == null ? "" : name;
    }

    /** What is not given at all lacks nothing. */
    private static <T> T requiredIf(boolean given, KeyReader key, Syntax<T> syntax, T placeholder) {
        if (given) {
            return key.required(syntax, placeholder);
        }
        T value = key.valueOrNull(syntax);
        return value == null ? placeholder : value;
    }

    private static boolean isAddress(String text) {
        int at = text.lastIndexOf('@');
        return at > 0
                && at <= 64
                && text.substring(0, at).matches("[A-Za-z0-9!#$%&'*+/=?^_`|~.-]+")
                && Names.isDnsName(text.substring(at + 1));
    }

    private static List<String> present(@Nullable String... names) {
        List<String> present = new ArrayList<>();
        for (String name : names) {
            if (name != null) {
                present.add(name);
            }
        }
        return List.copyOf(present);
    }
}
