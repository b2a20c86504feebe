package com.renderowl.monitoring.cli.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.support.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the state of stacks is kept. */
public sealed interface Backend {

    /** What to call it in messages. */
    String description();

    /** Whether secrets are encrypted with a passphrase unless the stack says otherwise: Pulumi's service has keys of its own. */
    default boolean needsPassphrase() {
        return true;
    }

    /**
     * The private folder of this clone, for a user who is logged in nowhere.
     *
     * @param folder holds the state
     */
    record Embedded(Path folder) implements Backend {
        @Override
        public String description() {
            return "private state in .monitoring/state";
        }
    }

    /**
     * The one that the user or the project has chosen.
     *
     * @param url as Pulumi understands it
     * @param chosenBy what names it, for messages
     */
    record Chosen(String url, String chosenBy) implements Backend {

        private static final Pattern PASSWORD = Pattern.compile("//[^/@]*@");

        /** A URL may hold credentials: they are left out. */
        @Override
        public String description() {
            return PASSWORD.matcher(url).replaceFirst("//") + " (" + chosenBy + ")";
        }

        @Override
        public boolean needsPassphrase() {
            return !url.startsWith("http");
        }

        /** The folder, if it is a file backend with an absolute path. */
        Optional<Path> folder() {
            try {
                URI uri = URI.create(url);
                return "file".equals(uri.getScheme())
                                && uri.getRawAuthority() == null
                                && uri.getPath() != null
                                && uri.getPath().startsWith("/")
                        ? Optional.of(Path.of(uri.getPath()))
                        : Optional.empty();
            } catch (IllegalArgumentException e) {
                // Pulumi takes more than Java as a URL, such as one with a space; then the folder is not looked into.
                return Optional.empty();
            }
        }
    }

    /** The project's own backend, if {@code Pulumi.yaml} names one. */
    Pattern PROJECT_BACKEND = Pattern.compile("(?m)^backend:\\s*\\R(?:\\s+.*\\R)*?\\s+url:\\s*[\"']?([^\\s\"']+)");

    /** Pulumi's own service, which a token without a URL means. */
    String CLOUD = "https://api.pulumi.com";

    /**
     * Decides as Pulumi does: the environment, the project, the login; and if there is none of them, the private folder.
     *
     * @param project to work on
     * @param environment of the user
     */
    static Backend of(Project project, Map<String, String> environment) {
        String url = environment.getOrDefault("PULUMI_BACKEND_URL", "");
        if (!url.isEmpty()) {
            return new Chosen(url, "PULUMI_BACKEND_URL");
        }
        try {
            Matcher matcher =
                    PROJECT_BACKEND.matcher(Files.readString(project.folder().resolve("Pulumi.yaml")));
            if (matcher.find()) {
                return new Chosen(matcher.group(1), "Pulumi.yaml");
            }
            String login = currentLogin(pulumiHome(environment));
            if (!login.isEmpty()) {
                return new Chosen(login, "your Pulumi login");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!environment.getOrDefault("PULUMI_ACCESS_TOKEN", "").isEmpty()) {
            return new Chosen(CLOUD, "PULUMI_ACCESS_TOKEN");
        }
        return new Embedded(project.privateFolder().resolve("state"));
    }

    /** Where Pulumi keeps the user's own login and plugins. */
    static Path pulumiHome(Map<String, String> environment) {
        String home = environment.getOrDefault("PULUMI_HOME", "");
        return home.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".pulumi")
                : Path.of(home);
    }

    private static String currentLogin(Path pulumiHome) throws IOException {
        Path credentials = pulumiHome.resolve("credentials.json");
        if (!Files.isRegularFile(credentials)) {
            return "";
        }
        try {
            JsonElement json = JsonParser.parseString(Files.readString(credentials));
            JsonElement current = json.isJsonObject() ? json.getAsJsonObject().get("current") : null;
            return current != null && current.isJsonPrimitive() ? current.getAsString() : "";
        } catch (JsonParseException e) {
            // Pulumi cannot read it either, and then nobody is logged in.
            return "";
        }
    }
}
