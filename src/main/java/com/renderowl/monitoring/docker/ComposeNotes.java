package com.renderowl.monitoring.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What stands above the services: how to use the file, and what whoever uses it has to bring. */
final class ComposeNotes {

    private ComposeNotes() {}

    static String of(String stack, List<ContainerSpec> containers) {
        List<String> lines = new ArrayList<>(List.of(
                "The stack " + stack + " for Docker Compose. `./monitoring render " + stack
                        + "` writes this file anew.",
                "Start:  docker compose up --detach --wait",
                "Stop:   docker compose down                 (with --volumes the data goes too)",
                "An edit below containers/prometheus and rules is loaded by Prometheus within 15 seconds; after another one:",
                "        docker compose restart"));
        List<String> needed = new ArrayList<>();
        for (ContainerSpec container : containers) {
            for (ContainerSpec.Variable variable : container.environment()) {
                if (variable.value() instanceof Content.OfSecret) {
                    needed.add("variable " + outside(variable));
                }
            }
            for (ContainerMount mount : container.mounts()) {
                if (mount instanceof ContainerMount.Configuration files && ComposeFolders.hasSecrets(files)) {
                    files.files()
                            .keySet()
                            .forEach(file -> needed.add("file     " + ComposeFolders.of(container, files) + "/" + file
                                    + " (user " + container.user() + ")"));
                }
            }
        }
        if (!needed.isEmpty()) {
            lines.add(
                    "No secret is in here. Bring them: a variable in the environment, or in a file .env beside this one as a");
            lines.add("line NAME='VALUE'; a file with the rights that its user in the container needs to read it.");
            needed.forEach(one -> lines.add("  " + one));
        }
        return lines.stream().collect(Collectors.joining("\n# ", "# ", "\n"));
    }

    /** A value that comes from outside; without it Compose stops, and says why. */
    static String required(ContainerSpec.Variable variable) {
        return "${" + outside(variable) + ":?set it in the environment or in a file .env beside docker-compose.yml}";
    }

    /** The name of a variable outside of the container, where it stands beside those of others. */
    private static String outside(ContainerSpec.Variable variable) {
        String secret = ((Content.OfSecret) variable.value()).secret();
        return secret.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }
}
