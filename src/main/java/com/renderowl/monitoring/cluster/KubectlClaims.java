package com.renderowl.monitoring.cluster;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks with kubectl, which knows every way to log in to a cluster. */
public final class KubectlClaims implements ClaimLookup {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /**
     * The conditions of a claim whose size changes.
     *
     * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/">PersistentVolumeClaim</a>
     */
    private static final Set<String> RESIZING =
            Set.of("Resizing", "FileSystemResizePending", "ControllerResizeError", "NodeResizeError");

    private final KubectlRunner kubectl;

    /**
     * Asks as the user would, 20 seconds at most for an answer.
     *
     * @param kubectl the user's program
     */
    public KubectlClaims(KubectlRunner kubectl) {
        this.kubectl = kubectl;
    }

    @Override
    public Answer claims(String context, String namespace) {
        try {
            KubectlRunner.Result result =
                    get(context, "persistentvolumeclaims", "--namespace=" + namespace, "--output=json");
            return result.isSuccess()
                    ? new Answer(read(result.output()), "")
                    : new Answer(List.of(), result.complaint());
        } catch (IOException e) {
            return new Answer(List.of(), "kubectl cannot be run: " + e.getMessage());
        }
    }

    @Override
    public Optional<Boolean> expands(String context, String storageClass) {
        try {
            KubectlRunner.Result result =
                    get(context, "storageclass", storageClass, "--output=jsonpath={.allowVolumeExpansion}");
            return result.isSuccess() ? Optional.of(result.output().strip().equals("true")) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String text(String context, String kind, String namespace, String name, String path) {
        try {
            KubectlRunner.Result result =
                    get(context, kind, name, "--namespace=" + namespace, "--output=jsonpath=" + path);
            return result.isSuccess() ? result.output().strip() : "";
        } catch (IOException e) {
            return "";
        }
    }

    private KubectlRunner.Result get(String context, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("get"));
        line.addAll(List.of(arguments));
        line.add("--request-timeout=10s");
        if (!context.isEmpty()) {
            line.add("--context=" + context);
        }
        try {
            return kubectl.run(line, DEADLINE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static List<LiveClaim> read(String json) {
        List<LiveClaim> claims = new ArrayList<>();
        for (JsonElement item : JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("items")) {
            JsonObject claim = item.getAsJsonObject();
            JsonObject spec = object(claim, "spec");
            JsonObject status = object(claim, "status");
            claims.add(new LiveClaim(
                    text(object(claim, "metadata"), "name"),
                    text(status, "phase").equals("Bound"),
                    text(object(object(spec, "resources"), "requests"), "storage"),
                    text(object(status, "capacity"), "storage"),
                    text(spec, "storageClassName"),
                    progress(status)));
        }
        return claims;
    }

    private static String progress(JsonObject status) {
        return status.get("conditions") instanceof JsonArray conditions
                ? conditions.asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .filter(condition -> RESIZING.contains(text(condition, "type")))
                        .map(condition -> text(condition, "type") + " " + text(condition, "message"))
                        .map(String::strip)
                        .collect(Collectors.joining("; "))
                : "";
    }

    private static JsonObject object(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonObject found ? found : new JsonObject();
    }

    private static String text(JsonObject parent, String name) {
        JsonElement value = parent.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
}
