package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Names;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Basic authentication in front of Prometheus.
 *
 * @param enabled whether it is on
 * @param cost the bcrypt cost of the hashes that are made here; each step doubles the time of a guess
 * @param scrapeUser the user as which Prometheus scrapes itself and is probed; its password is the secret
 *     {@link StackSecrets#SCRAPE_PASSWORD}
 * @param users the people and programs that may log in
 */
public record BasicAuthConfig(boolean enabled, int cost, String scrapeUser, List<User> users) {

    /** Bcrypt looks at the first 72 bytes of a password only. */
    private static final int LONGEST_PASSWORD_BYTES = 72;

    private static final int SMALLEST_COST = 10;

    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(\\d{2})\\$[./A-Za-z0-9]{53}");

    private static final String HASH_ALLOWED =
            "a bcrypt hash of cost " + SMALLEST_COST + " or more, such as htpasswd -nBC 10 NAME prints";

    /**
     * Somebody who may log in: with a hash made elsewhere, or a password that is a secret of the stack.
     *
     * @param name the user's name
     * @param passwordHash the bcrypt hash, or null
     * @param passwordSecret the name of the secret with the password, or null
     */
    public record User(String name, @Nullable String passwordHash, @Nullable String passwordSecret) {}

    static BasicAuthConfig read(ObjectReader reader, StackSecrets secrets) {
        boolean enabled = reader.key("enabled", "Whether Prometheus asks for a user and password")
                .flag(false);
        BasicAuthConfig config = new BasicAuthConfig(
                enabled,
                reader.key("cost", "Bcrypt cost of the hashes made here; each step doubles the work of a guess")
                        .integer(SMALLEST_COST, SMALLEST_COST, 15),
                reader.key("scrapeUser", "User as which Prometheus scrapes itself and is probed")
                        .checked("prometheus-scrape", Names::isObjectName, "is not a user name", Names.OBJECT_ALLOWED),
                users(reader.object("users"), secrets));
        reader.refuseUnknownKeys();
        if (enabled) {
            config.check(reader, secrets);
        }
        return config;
    }

    private static List<User> users(ObjectReader reader, StackSecrets secrets) {
        List<User> users = new ArrayList<>();
        for (String name : reader.keys()) {
            ObjectReader section = reader.object(name);
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")) {
                reader.problems()
                        .add(
                                reader.pathOf(name),
                                KeyReader.quoted(name) + " is not a user name",
                                "letters, digits, dots, dashes, underscores and @, at most 64",
                                "rename the user");
            }
            String hash = section.key("passwordHash", "Bcrypt hash of the password, made elsewhere")
                    .parsedOrNull(BasicAuthConfig::bcrypt, HASH_ALLOWED);
            String secret = secrets.reference(
                    section, "passwordSecret", "Name of the secret with the password, instead of a hash");
            if (section.has("passwordHash") == section.has("passwordSecret")) {
                section.problems()
                        .add(
                                section.path(),
                                section.has("passwordHash")
                                        ? "has passwordHash and passwordSecret"
                                        : "has neither passwordHash nor passwordSecret",
                                "one of them",
                                "keep the hash where the password is not to be known here");
            }
            section.refuseUnknownKeys();
            users.add(new User(name, hash, secret));
        }
        return List.copyOf(users);
    }

    private void check(ObjectReader reader, StackSecrets secrets) {
        if (users.isEmpty()) {
            reader.problems()
                    .add(
                            reader.pathOf("users"),
                            "is empty, so nobody could log in",
                            "at least one user",
                            "pulumi config set --path " + reader.pathOf("users") + ".NAME.passwordHash HASH");
        }
        if (users.stream().anyMatch(user -> user.name.equals(scrapeUser))) {
            reader.problems()
                    .add(
                            reader.pathOf("users." + scrapeUser),
                            "is also the scrape user",
                            "a user name of its own",
                            "rename one of them");
        }
        secrets.require(StackSecrets.SCRAPE_PASSWORD, reader.pathOf("enabled"), reader.problems());
        checkLength(reader, secrets, StackSecrets.SCRAPE_PASSWORD);
        for (User user : users) {
            if (user.passwordSecret != null) {
                checkLength(reader, secrets, user.passwordSecret);
            }
        }
    }

    private static void checkLength(ObjectReader reader, StackSecrets secrets, String name) {
        if (!secrets.has(name)) {
            return;
        }
        int bytes = secrets.value(name).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST_PASSWORD_BYTES) {
            reader.problems()
                    .add(
                            "secrets." + name,
                            "has " + bytes + " bytes; bcrypt would ignore what is behind the first "
                                    + LONGEST_PASSWORD_BYTES,
                            "a password of at most " + LONGEST_PASSWORD_BYTES + " bytes",
                            "pulumi config set --secret --path secrets." + name);
        }
    }

    private static String bcrypt(String text) {
        Matcher matcher = BCRYPT.matcher(text);
        if (!matcher.matches()) {
            // What is no hash may be a password that was put into the wrong place.
            throw new SecretInClearException("is not a bcrypt hash");
        }
        if (Integer.parseInt(matcher.group(1)) < SMALLEST_COST) {
            throw new SecretInClearException(
                    "is a bcrypt hash of cost " + Integer.parseInt(matcher.group(1)) + ", which is too quick to guess");
        }
        return text;
    }
}
