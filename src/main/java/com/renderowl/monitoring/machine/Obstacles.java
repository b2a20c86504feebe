package com.renderowl.monitoring.machine;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.machine.PlannedContainer.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is in the way of a stack on an engine: ports and names that another owner has, and data that its programs cannot
 * read.
 */
public final class Obstacles {

    /** The label of a volume with the release that ran when it was made. */
    public static final String MADE_BY = "renderowl.monitoring/made-by";

    /** The label of a container with the release that runs in it. */
    private static final String RUNS = "app.kubernetes.io/version";

    private final DockerApi engine;
    private final String stack;

    /**
     * @param engine where the stack goes
     * @param stack its name, for the commands that cure
     */
    public Obstacles(DockerApi engine, String stack) {
        this.engine = engine;
        this.stack = stack;
    }

    /**
     * Looks for all of them; changes nothing.
     *
     * @param planned the containers of the stack
     * @return a sentence for each, with what to do about it
     */
    public List<String> of(List<PlannedContainer> planned) {
        if (!engine.canAsk()) {
            return List.of();
        }
        JsonArray containers = engine.get("/containers/json?all=1")
                .map(JsonElement::getAsJsonArray)
                .orElseGet(JsonArray::new);
        Set<String> ours = planned.stream().map(PlannedContainer::name).collect(Collectors.toSet());
        List<String> found = new ArrayList<>();
        for (PlannedContainer container : planned) {
            Published port = container.port();
            if (port != null) {
                owner(port, containers, ours).ifPresent(owner -> found.add(taken(port, owner)));
            }
            for (String volume : container.dataVolumes()) {
                writers(volume, containers).stream()
                        .filter(written -> !DataVersions.reads(container.version(), written))
                        .findFirst()
                        .ifPresent(written -> found.add(unreadable(container, volume, written)));
            }
        }
        return found;
    }

    /**
     * Looks for objects of other owners that have names of the stack; changes nothing.
     *
     * @param otherOwner says of the labels of an object whose it is; empty where it is the stack's
     * @param planned the containers of the stack
     * @param network the name of their network
     * @return one report of all of them, with what to do about it
     */
    public Optional<String> otherOwners(
            Function<Map<String, String>, Optional<String>> otherOwner,
            List<PlannedContainer> planned,
            String network) {
        if (!engine.canAsk()) {
            return Optional.empty();
        }
        List<String> containers = planned.stream()
                .flatMap(container -> Stream.concat(Stream.of(container.name()), container.helpers().stream()))
                .toList();
        List<String> volumes = planned.stream()
                .flatMap(container -> Stream.concat(container.dataVolumes().stream(), container.fileVolumes().stream()))
                .toList();
        List<String> found = new ArrayList<>();
        List<String> removal = new ArrayList<>();
        addOthers("container", containers, "docker rm --force", otherOwner, found, removal);
        addOthers("volume", volumes, "docker volume rm", otherOwner, found, removal);
        addOthers("network", List.of(network), "docker network rm", otherOwner, found, removal);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of("Objects of other owners have names of this stack:\n  " + String.join("\n  ", found)
                        + "\nGive the stack names of its own: ./monitoring config set --path docker.namePrefix PREFIX"
                        + " --stack " + stack + ", and docker.network. Or, where all of these objects are yours, delete"
                        + " them, volumes with all their data: " + String.join(" && ", removal));
    }

    private void addOthers(
            String kind,
            List<String> names,
            String command,
            Function<Map<String, String>, Optional<String>> otherOwner,
            List<String> found,
            List<String> removal) {
        List<String> others = new ArrayList<>();
        for (String name : names) {
            engine.get("/" + kind + "s/" + name + (kind.equals("container") ? "/json" : ""))
                    .map(JsonElement::getAsJsonObject)
                    .ifPresent(
                            object -> otherOwner.apply(DockerApi.labels(object)).ifPresent(owner -> {
                                JsonElement since =
                                        object.has("Created") ? object.get("Created") : object.get("CreatedAt");
                                found.add(
                                        kind + " " + name + " belongs to " + owner + ", since " + since.getAsString());
                                others.add(name);
                            }));
        }
        if (!others.isEmpty()) {
            removal.add(command + " " + String.join(" ", others));
        }
    }

    private Optional<String> owner(Published port, JsonArray containers, Set<String> ours) {
        for (JsonElement element : containers) {
            JsonObject container = element.getAsJsonObject();
            if (publishes(container, port.number())) {
                String name = name(container);
                return ours.contains(name) ? Optional.empty() : Optional.of("the container " + name);
            }
        }
        return engine.isOnThisMachine() ? PortOwner.of(port.address(), port.number()) : Optional.empty();
    }

    private static boolean publishes(JsonObject container, int port) {
        for (JsonElement published : container.getAsJsonArray("Ports")) {
            JsonElement number = published.getAsJsonObject().get("PublicPort");
            if (number != null && number.getAsInt() == port) {
                return true;
            }
        }
        return false;
    }

    private static String name(JsonObject container) {
        return container.getAsJsonArray("Names").get(0).getAsString().substring(1);
    }

    /** The releases that have a volume open, and the one that ran when it was made. */
    private List<String> writers(String volume, JsonArray containers) {
        List<String> releases = new ArrayList<>();
        for (JsonElement element : containers) {
            JsonObject container = element.getAsJsonObject();
            for (JsonElement mount : container.getAsJsonArray("Mounts")) {
                JsonElement name = mount.getAsJsonObject().get("Name");
                if (name != null && name.getAsString().equals(volume)) {
                    label(container, RUNS).ifPresent(releases::add);
                }
            }
        }
        engine.get("/volumes/" + volume)
                .flatMap(found -> label(found.getAsJsonObject(), MADE_BY))
                .ifPresent(releases::add);
        return releases;
    }

    private static Optional<String> label(JsonObject labelled, String name) {
        JsonElement labels = labelled.get("Labels");
        return labels != null
                        && labels.isJsonObject()
                        && labels.getAsJsonObject().has(name)
                ? Optional.of(labels.getAsJsonObject().get(name).getAsString())
                : Optional.empty();
    }

    private String taken(Published port, String owner) {
        return "Port " + port.number() + " of this machine (" + port.key() + ") is taken by " + owner
                + ". End that, or choose another port: ./monitoring config set --path " + port.key() + " PORT --stack "
                + stack;
    }

    private String unreadable(PlannedContainer container, String volume, String written) {
        String image = container.program() + ".image";
        return "The volume " + volume + " holds data of " + container.program() + " " + written + ", which "
                + container.version() + " (" + image + ") cannot read. Choose a newer image: ./monitoring config set"
                + " --path " + image + " IMAGE --stack " + stack + "; or give the data up: ./monitoring destroy "
                + stack + ", and 'docker volume rm " + volume + "' if it is still there then.";
    }
}
