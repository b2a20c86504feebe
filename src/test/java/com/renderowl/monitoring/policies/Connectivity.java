package com.renderowl.monitoring.policies;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.model.Port;
import com.renderowl.monitoring.model.reach.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the static analyser says of who reaches whom. It knows pods by their manifests and everything else by IPv4
 * address. A pod has no address to it, and none of a workload is on the host network, so those are not given to it: for
 * them it is asked about the address of their node.
 *
 * @see <a href="https://github.com/np-guard/netpol-analyzer">netpol-analyzer</a>
 */
final class Connectivity {

    private static final String EVERYTHING = "All Connections";
    private static final String POD = "[Pod]";

    private final Map<String, Map<String, Passage>> passages = new HashMap<>();
    /** The last address of each range, by its first one. */
    private final TreeMap<Long, String> ranges = new TreeMap<>();

    /** Whether every pod was asked about, so that every range occurs. */
    private final boolean complete;

    private Connectivity(boolean complete) {
        this.complete = complete;
    }

    /**
     * Ports that pass.
     *
     * @param everything whether all do
     * @param ranges from and to, by protocol
     */
    record Passage(boolean everything, List<Range> ranges) {

        static final Passage NONE = new Passage(false, List.of());

        /** Reads such as {@code TCP 443,5000-6000,UDP 53}. */
        static Passage parse(String text) {
            if (text.equals(EVERYTHING)) {
                return new Passage(true, List.of());
            }
            List<Range> ranges = new ArrayList<>();
            String protocol = "";
            for (String part : text.split(",")) {
                String ports = part;
                if (part.contains(" ")) {
                    protocol = part.substring(0, part.indexOf(' '));
                    ports = part.substring(part.indexOf(' ') + 1);
                }
                String[] ends = ports.split("-");
                ranges.add(new Range(protocol, Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])));
            }
            return new Passage(false, ranges);
        }

        @Override
        public String toString() {
            return everything ? EVERYTHING : ranges.isEmpty() ? "nothing" : ranges.toString();
        }

        boolean lets(Port port) {
            return everything
                    || ranges.stream()
                            .anyMatch(range ->
                                    range.protocol.equals(port.protocol().name())
                                            && range.first <= port.number()
                                            && port.number() <= range.last);
        }
    }

    /** Ports in a row. */
    record Range(String protocol, int first, int last) {}

    /**
     * Asks the analyser about everybody.
     *
     * @param pods who is there
     * @param policies all that there are
     */
    static Connectivity of(List<Endpoint.Pod> pods, List<Map<String, Object>> policies) {
        return of(pods, policies, null);
    }

    /** The same about the connections of one pod only, which takes a tenth of the time. */
    static Connectivity of(List<Endpoint.Pod> pods, List<Map<String, Object>> policies, Endpoint.@Nullable Pod focus) {
        try (TemporaryDirectory directory = TemporaryDirectory.create("policies")) {
            List<Map<String, Object>> objects = Stream.concat(
                            pods.stream()
                                    .filter(pod -> !pod.hostNetwork())
                                    .map(pod -> Manifests.pod(pod.name(), pod.namespace(), pod.labels())),
                            policies.stream())
                    .toList();
            Path given = Files.createDirectory(directory.path().resolve("given"));
            Files.writeString(
                    given.resolve("objects.json"),
                    new Gson().toJson(Map.of("apiVersion", "v1", "kind", "List", "items", objects)));
            CommandOutcome outcome = Command.in(
                            directory.path(), Tools.require("netpolicy"), "list", "--dirpath=" + given, "--output=json")
                    .andArguments(
                            focus == null
                                    ? List.of()
                                    : List.of("--focusworkload=" + focus.namespace() + "/" + focus.name()))
                    .run();
            // It goes on without what it can not read; its option against that makes this release read nothing at all.
            if (outcome.errors().toLowerCase(Locale.ROOT).contains("error")) {
                throw new AssertionError("the analyser has not read everything: " + outcome.errors());
            }
            return read(outcome.requireOutput(), focus == null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Connectivity read(String json, boolean complete) {
        Connectivity connectivity = new Connectivity(complete);
        for (JsonElement element : JsonParser.parseString(json).getAsJsonArray()) {
            JsonObject entry = element.getAsJsonObject();
            String from = entry.get("src").getAsString();
            String to = entry.get("dst").getAsString();
            connectivity.remember(from);
            connectivity.remember(to);
            connectivity
                    .passages
                    .computeIfAbsent(from, unused -> new HashMap<>())
                    .put(to, Passage.parse(entry.get("conn").getAsString()));
        }
        return connectivity;
    }

    private void remember(String peer) {
        if (!peer.endsWith(POD)) {
            ranges.put(Blocks.number(peer.substring(0, peer.indexOf('-'))), peer);
        }
    }

    /** What passes between two, of which one at least is a pod on the network of pods. */
    Passage between(Endpoint from, Endpoint to) {
        return passages.getOrDefault(peer(from), Map.of()).getOrDefault(peer(to), Passage.NONE);
    }

    private String peer(Endpoint endpoint) {
        if (endpoint instanceof Endpoint.Pod pod && !pod.hostNetwork()) {
            return pod.namespace() + "/" + pod.name() + POD;
        }
        String block = endpoint.addresses().get(0).text();
        long number = Blocks.number(block.substring(0, block.indexOf('/')));
        Map.Entry<Long, String> range = ranges.floorEntry(number);
        if (range == null
                || Blocks.number(range.getValue().substring(range.getValue().indexOf('-') + 1)) < number) {
            if (!complete) {
                return "";
            }
            throw new AssertionError("the analyser has no range with " + block + ": " + ranges.values());
        }
        return range.getValue();
    }
}
