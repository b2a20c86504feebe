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

    /** Beyond it a login takes seconds, and Prometheus is asked to log in by every probe. */
    private static final int LARGEST_COST = 15;

    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(\\d{2})\\$[./A-Za-z0-9]{53}");

    private static final Syntax<String> HASH = new Syntax<>(
            BasicAuthConfig::bcrypt,
            "a bcrypt hash of cost " + SMALLEST_COST + " to " + LARGEST_COST + ", such as htpasswd -nBC "
                    + SMALLEST_COST + " NAME prints behind the colon");

    private static final Syntax<String> SCRAPE_USER =
            Syntax.matching(Names::isObjectName, "is not a user name", Names.OBJECT_ALLOWED);

    /**
     * Somebody who may log in: with a hash made elsewhere, or a password that is a secret of the stack.
     *
     * @param name the user's name
     * @param passwordHash the bcrypt hash, or null
     * @param passwordSecret the name of the secret with the password, or null
     */
    public record User(String name, @Nullable String passwordHash, @Nullable String passwordSecret) {

        /** Without the hash: whoever has it can try passwords at leisure. */
        @Override
        public String toString() {
            return "User[name=" + name + ", passwordHash=" + (passwordHash == null ? "none" : "(not shown)")
                    + ", passwordSecret=" + passwordSecret + "]";
        }
    }

    static BasicAuthConfig read(ObjectReader reader, StackSecrets secrets) {
        BasicAuthConfig config = new BasicAuthConfig(
                reader.key("enabled", "Whether Prometheus asks for a user and password")
                        .value(Syntax.FLAG, false),
                reader.key("cost", "Bcrypt cost of the hashes made here; each step doubles the work of a guess")
                        .value(Syntax.integer(SMALLEST_COST, LARGEST_COST), SMALLEST_COST),
                reader.key("scrapeUser", "User as which Prometheus scrapes itself and is probed")
                        .value(SCRAPE_USER, "prometheus-scrape"),
                users(reader.object("users"), secrets));
        reader.refuseUnknownKeys();
        if (config.enabled) {
            config.check(reader, secrets);
        }
        return config;
    }

    private static List<User> users(ObjectReader reader, StackSecrets secrets) {
        List<User> users = new ArrayList<>();
        for (String name : reader.names()) {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")) {
                // Not shown: what htpasswd prints, name and hash in one, is easily taken for a name.
                reader.refuse(
                        "has a name that is not a user name (not shown)",
                        "letters, digits, dots, dashes, underscores and @, starting with a letter or digit, at most 64",
                        "rename the user");
                continue;
            }
            ObjectReader section = reader.object(name);
            User user = new User(
                    name,
                    section.key("passwordHash", "Bcrypt hash of the password, made elsewhere")
                            .valueOrNull(HASH),
                    secrets.reference(
                            section, "passwordSecret", "Name of the secret with the password, instead of a hash"));
            section.refuseUnknownKeys();
            if (section.has("passwordHash") == section.has("passwordSecret")) {
                section.refuse(
                        section.has("passwordHash")
                                ? "has passwordHash and passwordSecret"
                                : "has neither passwordHash nor passwordSecret",
                        "one of them",
                        "give the hash where the password is not to be known here, the secret's name otherwise");
            }
            users.add(user);
        }
        return List.copyOf(users);
    }

    private void check(ObjectReader reader, StackSecrets secrets) {
        if (reader.isEmpty("users")) {
            reader.refuse(
                    "users",
                    "is missing or empty, so nobody could log in",
                    "at least one user",
                    reader.reading().toSet(reader.pathOf("users", "NAME", "passwordHash")));
        }
        if (users.stream().anyMatch(user -> user.name.equals(scrapeUser))) {
            reader.refuse(
                    "scrapeUser",
                    Shown.quoted(scrapeUser) + " is also one of the users",
                    "a user name of its own",
                    "rename one of them");
        }
        secrets.require(StackSecrets.SCRAPE_PASSWORD, reader.pathOf("enabled"));
        checkLength(secrets, StackSecrets.SCRAPE_PASSWORD);
        for (User user : users) {
            if (user.passwordSecret != null) {
                checkLength(secrets, user.passwordSecret);
            }
        }
    }

    private static void checkLength(StackSecrets secrets, String name) {
        int bytes = secrets.has(name) ? secrets.value(name).getBytes(StandardCharsets.UTF_8).length : 0;
        if (bytes > LONGEST_PASSWORD_BYTES) {
            secrets.refuse(
                    name,
                    "is longer than the " + LONGEST_PASSWORD_BYTES + " bytes that bcrypt looks at",
                    "a password of at most " + LONGEST_PASSWORD_BYTES + " bytes");
        }
    }

    private static String bcrypt(String text) {
        Matcher matcher = BCRYPT.matcher(text);
        if (!matcher.matches()) {
            // What is no hash may be a password that was put into the wrong place.
            throw new SecretInClearException("is not a bcrypt hash (value not shown)");
        }
        int cost = Integer.parseInt(matcher.group(1));
        if (cost < SMALLEST_COST) {
            throw new SecretInClearException("is a bcrypt hash of cost " + cost + ", which is too quick to guess");
        }
        if (cost > LARGEST_COST) {
            throw new SecretInClearException("is a bcrypt hash of cost " + cost + ", which makes every login slow");
        }
        return text;
    }
}
