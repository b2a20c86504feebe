package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Cidr;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where samples are copied to.
 *
 * @param name a name for logs and metrics, unique in the stack
 * @param url where to; http or https, without user, password and token
 * @param username the user of basic authentication, or null
 * @param passwordSecret the name of the secret that holds that user's password, or null
 * @param bearerTokenSecret the name of the secret that holds a bearer token, or null
 * @param tls whom it trusts, and with which certificate
 * @param headers headers of every request, such as the name of a tenant; no secrets
 * @param filter what is left out
 * @param queue how samples are sent
 * @param addresses the addresses behind the URL, which the network policy admits; not empty where there is one
 */
public record RemoteWriteConfig(
        String name,
        URI url,
        @Nullable String username,
        @Nullable String passwordSecret,
        @Nullable String bearerTokenSecret,
        RemoteWriteTls tls,
        Map<String, String> headers,
        RemoteWriteFilter filter,
        RemoteWriteQueue queue,
        List<Cidr> addresses) {

    private static final URI NOWHERE = URI.create("https://nowhere.invalid/");

    private static final Syntax<URI> URL = WebUrl.withoutSecrets("https://metrics.example.com/api/v1/write");

    /** Reads the list {@code remoteWrite} of the section {@code reader}. */
    static List<RemoteWriteConfig> readAll(ObjectReader reader, StackSecrets secrets) {
        List<RemoteWriteConfig> remoteWrites = reader.objects("remoteWrite").stream()
                .map(entry -> read(entry, secrets))
                .toList();
        Set<String> seen = new HashSet<>();
        for (RemoteWriteConfig remoteWrite : remoteWrites) {
            if (!remoteWrite.name.isEmpty() && !seen.add(remoteWrite.name)) {
                reader.refuse(
                        "remoteWrite",
                        "has two entries named " + Shown.quoted(remoteWrite.name),
                        "a name for each entry",
                        "rename one of them");
            }
        }
        return remoteWrites;
    }

    private static RemoteWriteConfig read(ObjectReader reader, StackSecrets secrets) {
        ObjectReader basicAuth = reader.object("basicAuth");
        String name = reader.key("name", "Name in logs and metrics, unique in the stack")
                .required(Syntax.OBJECT_NAME, "");
        URI url = reader.key("url", "Where samples are sent to").required(URL, NOWHERE);
        RemoteWriteConfig config = new RemoteWriteConfig(
                name,
                url,
                basicAuth.key("username", "User of basic authentication").valueOrNull(Syntax.TEXT),
                secrets.reference(basicAuth, "passwordSecret", "Name of the secret with that user's password"),
                secrets.reference(reader, "bearerTokenSecret", "Name of the secret with a bearer token"),
                RemoteWriteTls.read(reader.object("tls"), url),
                reader.key("headers", "Headers of every request, such as THANOS-TENANT or X-Scope-OrgID; no secrets")
                        .map(RequestHeader.NAME, RequestHeader.TEXT, Map.of()),
                RemoteWriteFilter.read(reader),
                RemoteWriteQueue.read(reader, reader.object("queue")),
                reader.key("addresses", "Addresses behind the URL; required with network.policies")
                        .list(Syntax.ADDRESSES, List.of()));
        basicAuth.refuseUnknownKeys();
        reader.refuseUnknownKeys();
        check(reader, basicAuth);
        return config;
    }

    /** The port that the URL means. */
    public int port() {
        return WebUrl.port(url);
    }

    private static void check(ObjectReader reader, ObjectReader basicAuth) {
        if (reader.reading().hasPolicies() && reader.isEmpty("addresses")) {
            reader.refuse(
                    "addresses",
                    "is missing or empty, so the network policy would stop every sample",
                    "at least one entry: " + Cidr.ALLOWED,
                    "list the addresses behind the URL");
        }
        if (basicAuth.has("username") != basicAuth.has("passwordSecret")) {
            basicAuth.refuse("has only one of username and passwordSecret", "both or none", "give both");
        }
        if (basicAuth.has("username") && reader.has("bearerTokenSecret")) {
            reader.refuse(
                    "bearerTokenSecret", "is given beside basicAuth", "one way to authenticate", "remove one of them");
        }
    }
}
