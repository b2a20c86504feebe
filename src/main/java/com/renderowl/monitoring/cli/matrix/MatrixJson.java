package com.renderowl.monitoring.cli.matrix;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.model.Purpose;
import com.renderowl.monitoring.model.reach.Endpoint;
import com.renderowl.monitoring.model.reach.Participant;
import com.renderowl.monitoring.model.reach.ReachMatrix;
import com.renderowl.monitoring.model.reach.Verdict;
import java.util.Locale;
import java.util.TreeMap;

/** The matrix for machines: everybody who takes part, then every cell. */
public final class MatrixJson {

    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private MatrixJson() {}

    /**
     * The matrix as JSON.
     *
     * @param stack the name of its stack
     */
    public static String of(String stack, ReachMatrix matrix) {
        JsonObject document = new JsonObject();
        document.addProperty("stack", stack);
        document.addProperty("policies", matrix.verdicts().policies());
        JsonArray participants = new JsonArray();
        matrix.participants().forEach(participant -> participants.add(participant(participant)));
        document.add("participants", participants);
        JsonArray cells = new JsonArray();
        for (Participant from : matrix.participants()) {
            for (Participant to : matrix.participants()) {
                to.ports().forEach(port -> {
                    JsonObject cell = new JsonObject();
                    cell.addProperty("from", from.name());
                    cell.addProperty("to", to.name());
                    cell.addProperty("port", port.number());
                    cell.addProperty("protocol", port.protocol().name());
                    add(cell, matrix.cell(from, to, port).verdict());
                    cells.add(cell);
                });
            }
        }
        document.add("cells", cells);
        return PRETTY.toJson(document);
    }

    private static JsonObject participant(Participant participant) {
        JsonObject json = new JsonObject();
        json.addProperty("name", participant.name());
        json.addProperty(
                "kind", participant.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (participant.endpoint() instanceof Endpoint.Pod pod) {
            json.addProperty("namespace", pod.namespace());
            JsonObject labels = new JsonObject();
            new TreeMap<>(pod.labels()).forEach(labels::addProperty);
            json.add("labels", labels);
        }
        if (!participant.endpoint().addresses().isEmpty()) {
            JsonArray addresses = new JsonArray();
            participant.endpoint().addresses().forEach(address -> addresses.add(address.text()));
            json.add("addresses", addresses);
        }
        return json;
    }

    private static void add(JsonObject cell, Verdict verdict) {
        if (verdict instanceof Verdict.Allowed allowed) {
            cell.addProperty("verdict", "allowed");
            JsonArray purposes = new JsonArray();
            allowed.purposes().stream().map(Purpose::title).forEach(purposes::add);
            cell.add("purposes", purposes);
            return;
        }
        cell.addProperty("verdict", verdict.passes() ? "open" : "denied");
        cell.addProperty("reason", verdict.reason());
    }
}
