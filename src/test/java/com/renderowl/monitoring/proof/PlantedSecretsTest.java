package com.renderowl.monitoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.App;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.WithControlPlane;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every secret of a stack is planted, and everything that anybody can read is searched for it. */
@Tag("engine")
@WithControlPlane
@RequiresTools({"pulumi", "pulumi-language-java", "pulumi-resource-kubernetes"})
class PlantedSecretsTest {

    private static final String NAMESPACE = "planted";

    private static final String NAMESPACES =
            "namespaces: {monitoring: planted, nodeExporter: planted-node, application: planted-application}";

    private final ControlPlane cluster;
    private final PlantedStack planted = PlantedStack.create();

    /** What to search, by where it was read. */
    private final Map<String, String> readable = new LinkedHashMap<>();

    PlantedSecretsTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @Test
    void secretsAreInSecretsOnly(@TempDir Path rendered) {
        PlantedSecrets searched;
        try (EngineStack stack = withSecrets(EngineStack.create("staging"))) {
            stack.on(cluster).withHostedProgram(App.class);
            read("preview", stack.pulumi("preview"));
            read("preview --diff", stack.pulumi("preview", "--diff"));
            read("preview --json", stack.pulumi("preview", "--json"));
            EngineRun first = read("up", stack.up());
            searched = planted.secrets().and("hashOfAlice", hashOfAlice());

            stack.withConfig(settings().with("prometheus: {retention: 30d}").values());
            stack.withSecret("secrets.archiveToken", planted.secrets().value("archiveToken") + " rotated");
            read("preview of an edit", stack.pulumi("preview", "--diff"));
            read("edit", stack.up());
            read("failed edit", failingEdit(stack));
            read("refresh", stack.refresh());

            readWhatIsStored(stack);
            proveThatTheSearchFinds(stack, first, searched);
            read("destroy", stack.destroy());
            read("history", stack.pulumi("stack", "history", "--json"));
        }
        render(rendered);

        readable.forEach((where, text) -> {
            assertThat(searched.foundIn(text)).as(where).isEmpty();
        });
    }

    /** The API server refuses to change the Secret itself, so that what the engine reports is about its data. */
    private EngineRun failingEdit(EngineStack stack) {
        cluster.kubectl("-n", NAMESPACE, "patch", "secret", "redis-exporter", "--patch={\"immutable\":true}");
        stack.withSecret("secrets.redisPassword", planted.secrets().value("redisPassword") + " rotated");

        EngineRun failed = stack.tryUp();

        assertThat(failed.succeeded()).isFalse();
        assertThat(failed.text()).contains("redis-exporter", "immutable");
        return failed;
    }

    private void readWhatIsStored(EngineStack stack) {
        readable.put("stack export", stack.export().toString());
        readable.put("stack output", stack.outputs().toString());
        read("stack", stack.pulumi("stack"));
        readable.put(
                "files of state and project",
                Texts.below(stack.engine().state(), stack.engine().project()));
        ClusterSnapshot.of(cluster).objects().forEach((key, object) -> {
            if (!key.startsWith("Secret ")) {
                readable.put(key, object.toString());
            }
        });
        assertThat(readable)
                .containsKeys(
                        "ConfigMap planted/prometheus-config",
                        "Deployment planted/prometheus",
                        "ConfigMap planted/alertmanager-config");
    }

    /** Where the values must be, they are found: in the Secrets, in the decrypted state, in the debug log. */
    private void proveThatTheSearchFinds(EngineStack stack, EngineRun first, PlantedSecrets searched) {
        Set<String> deployed = new TreeSet<>(searched.words().keySet());
        deployed.remove("alicePassword"); // only its hash leaves the program
        String secrets = ClusterSnapshot.of(cluster).objects().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("Secret " + NAMESPACE + "/"))
                .map(entry -> entry.getValue().toString())
                .collect(Collectors.joining("\n"));
        assertThat(searched.foundIn(secrets)).isEqualTo(deployed);
        String decrypted = stack.pulumi("stack", "export", "--show-secrets").requireOutput();
        assertThat(searched.foundIn(decrypted)).isEqualTo(deployed);
        assertThat(searched.foundIn(first.events().toString())).isEqualTo(deployed);
    }

    /** Who has it can try passwords at leisure, so it is a secret as well. */
    private String hashOfAlice() {
        String encoded = cluster.kubectl(
                "-n", NAMESPACE, "get", "secret", "prometheus-web", "--output=jsonpath={.data.web\\.yml}");
        String web = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        Matcher hash = Pattern.compile("alice['\"]?: *['\"]?(\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53})")
                .matcher(web);
        assertThat(hash.find()).as("alice in web.yml").isTrue();
        return hash.group(1);
    }

    private void render(Path directory) {
        try (EngineStack stack = withSecrets(EngineStack.create("staging"))) {
            read("render", stack.withMode(new RunMode.Render(directory, false)).up());
            readable.put("state of render", Texts.below(stack.engine().state()));
            readable.put("rendered files", Texts.below(directory));
            assertThat(readable.get("rendered files"))
                    .contains("kind: Deployment")
                    .doesNotContain("kind: Secret");
        }
    }

    private EngineStack withSecrets(EngineStack stack) {
        stack.withConfig(settings().values());
        planted.values().forEach((name, value) -> stack.withSecret("secrets." + name, value));
        return stack;
    }

    private static StackSettings settings() {
        return StackSettings.of(PlantedStack.SETTINGS).with(NAMESPACES);
    }

    private void read(String what, CommandOutcome outcome) {
        readable.put(what, outcome.requireOutput() + outcome.errors());
    }

    /** Its output, and its events as users can log them; the debug messages hold the inputs in clear. */
    private EngineRun read(String what, EngineRun run) {
        readable.put(what, run.text());
        readable.put(
                "events of " + what,
                run.events().stream()
                        .filter(event -> !(event.get("diagnosticEvent") instanceof JsonObject diagnostic
                                && diagnostic.get("severity").getAsString().equals("debug")))
                        .map(JsonElement::toString)
                        .collect(Collectors.joining("\n")));
        return run;
    }
}
