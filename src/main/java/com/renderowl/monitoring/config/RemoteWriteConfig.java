package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Cidr;
import com.renderowl.monitoring.units.Names;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where samples are copied to.
 *
 * @param name a name for logs and metrics, unique in the stack
 * @param url where to; http or https, without user and password
 * @param username the user of basic authentication, or null
 * @param passwordSecret the name of the secret that holds that user's password, or null
 * @param bearerTokenSecret the name of the secret that holds a bearer token, or null
 * @param keepMetrics a regular expression over metric names; others are not sent; null sends all
 * @param maxShards the largest number of parallel senders
 * @param addresses the addresses behind the URL, which the network policy admits
 */
public record RemoteWriteConfig(
        String name,
        URI url,
        @Nullable String username,
        @Nullable String passwordSecret,
        @Nullable String bearerTokenSecret,
        @Nullable String keepMetrics,
        int maxShards,
        List<Cidr> addresses) {

    private static final URI NOWHERE = URI.create("http://nowhere.invalid/");

    static RemoteWriteConfig read(ObjectReader reader, StackSecrets secrets) {
        ObjectReader basicAuth = reader.object("basicAuth");
        RemoteWriteConfig config = new RemoteWriteConfig(
                reader.key("name", "Name in logs and metrics, unique in the stack")
                        .checked("", Names::isObjectName, "is not a valid name", Names.OBJECT_ALLOWED),
                reader.key("url", "Where samples are sent to")
                        .parsed(NOWHERE, RemoteWriteConfig::url, "an http or https URL without user and password"),
                basicAuth.key("username", "User of basic authentication").parsedOrNull(text -> text, "a text"),
                secrets.reference(basicAuth, "passwordSecret", "Name of the secret with that user's password"),
                secrets.reference(reader, "bearerTokenSecret", "Name of the secret with a bearer token"),
                reader.key("keepMetrics", "Regular expression of the metric names that are sent; all when not given")
                        .parsedOrNull(RemoteWriteConfig::regularExpression, "a regular expression"),
                reader.key("maxShards", "Largest number of parallel senders").integer(50, 1, 1000),
                reader.key("addresses", "Addresses behind the URL, which the network policy admits")
                        .list(List.of(), Cidr::parse, Cidr.ALLOWED));
        basicAuth.refuseUnknownKeys();
        reader.refuseUnknownKeys();
        config.check(reader);
        return config;
    }

    /** The port that the URL means. */
    public int port() {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return url.getScheme().equals("https") ? 443 : 80;
    }

    static void checkNames(ObjectReader reader, List<RemoteWriteConfig> remoteWrites) {
        Set<String> seen = new HashSet<>();
        for (RemoteWriteConfig remoteWrite : remoteWrites) {
            if (!remoteWrite.name.isEmpty() && !seen.add(remoteWrite.name)) {
                reader.problems()
                        .add(
                                reader.pathOf("remoteWrite"),
                                "two entries are named " + KeyReader.quoted(remoteWrite.name),
                                "a name for each entry",
                                "rename one of them");
            }
        }
    }

    private void check(ObjectReader reader) {
        for (String required : List.of("name", "url")) {
            if (!reader.has(required)) {
                reader.problems().add(reader.pathOf(required), "is missing", "a value", "set it");
            }
        }
        if (addresses.isEmpty()) {
            reader.problems()
                    .add(
                            reader.pathOf("addresses"),
                            "is empty, so the network policy would stop every sample",
                            "at least one " + Cidr.ALLOWED,
                            "list the addresses behind the URL");
        }
        if ((username == null) != (passwordSecret == null)) {
            reader.problems()
                    .add(
                            reader.pathOf("basicAuth"),
                            "has only one of username and passwordSecret",
                            "both or none",
                            "give both");
        }
        if (username != null && bearerTokenSecret != null) {
            reader.problems()
                    .add(
                            reader.pathOf("bearerTokenSecret"),
                            "is given beside basicAuth",
                            "one way to authenticate",
                            "remove one of them");
        }
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!web || url.getHost() == null) {
                throw new IllegalArgumentException("is not an http or https URL");
            }
            if (url.getUserInfo() != null) {
                throw new SecretInClearException("holds a user or password");
            }
            return url;
        } catch (URISyntaxException notOne) {
            throw new IllegalArgumentException("is not a URL", notOne);
        }
    }

    private static String regularExpression(String text) {
        try {
            Pattern.compile(text);
            return text;
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException("is not a regular expression: " + wrong.getDescription(), wrong);
        }
    }
}
