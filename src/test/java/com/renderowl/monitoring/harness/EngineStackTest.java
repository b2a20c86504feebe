package com.renderowl.monitoring.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.kubernetes.Provider;
import com.pulumi.kubernetes.ProviderArgs;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.CustomResourceOptions;
import com.renderowl.monitoring.config.ConfigSource;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
@WithControlPlane
@RequiresTools({"pulumi", "pulumi-language-java", "pulumi-resource-kubernetes"})
class EngineStackTest {

    private static final String SECRET = "planted-Value-7c1";

    private final ControlPlane cluster;

    EngineStackTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    /** Two config maps, the second one after the first. */
    private static Consumer<Context> program(ConfigSource source) {
        return context -> {
            Map<?, ?> data = context.config().requireObject("data", Map.class);
            Provider provider = new Provider(
                    "cluster",
                    ProviderArgs.builder().enableConfigMapMutable(true).build(),
                    CustomResourceOptions.builder()
                            .version(Pulumi.KUBERNETES_PLUGIN_VERSION)
                            .build());
            CustomResourceOptions options =
                    CustomResourceOptions.builder().provider(provider).build();
            ConfigMap first = configMap(context.stackName() + "-first", data, options);
            configMap(
                    context.stackName() + "-second",
                    data,
                    CustomResourceOptions.merge(
                            options,
                            CustomResourceOptions.builder().dependsOn(first).build()));
            context.export("structured", Output.of(Map.of("ports", List.of(9090))));
            context.export("sameConfig", Output.of(sameConfig(context, source)));
            context.export("login", context.config().getSecret("login").applyValue(value -> value.orElse("none")));
        };
    }

    private static boolean sameConfig(Context context, ConfigSource source) {
        return source.values()
                .get("renderowl-monitoring:data")
                .equals(context.config().require("data"));
    }

    private static ConfigMap configMap(String name, Map<?, ?> data, CustomResourceOptions options) {
        ObjectMetaArgs metadata =
                ObjectMetaArgs.builder().name(name).namespace("default").build();
        ConfigMapArgs args = ConfigMapArgs.builder()
                .metadata(metadata)
                .data(Map.of("retention", String.valueOf(data.get("retention"))))
                .build();
        return new ConfigMap(name, args, options);
    }

    /** The same program as plain {@code pulumi} runs it. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) {
            com.pulumi.Pulumi.run(program(ConfigSource.fromEnvironment(System.getenv())));
        }
    }

    private EngineStack stack(String name) {
        return EngineStack.create(name)
                .on(cluster)
                .withProgram(EngineStackTest::program)
                .withConfig(Map.of("data", Map.of("retention", "15d", "nested", List.of(1, true, "a<b>"))));
    }

    @Test
    void previewsUpdatesInPlaceAndDestroys() {
        EngineStack stack = stack("lifecycle").withSecret("login.password", SECRET);
        try (stack) {
            EngineRun preview = stack.preview();
            assertThat(preview.changes()).isEqualTo(Map.of("create", 4));
            assertThat(exists("lifecycle-first")).isFalse();

            EngineRun first = stack.up();
            System.out.printf("Engine: preview %.1f s, up %.1f s%n", preview.seconds(), first.seconds());
            assertThat(retention("lifecycle-first")).isEqualTo("15d");
            assertThat(first.diagnostics("warning")).as("nothing to warn of").isEmpty();
            assertThat(stack.outputs().get("structured")).hasToString("{\"ports\":[9090]}");
            assertThat(stack.outputs().get("sameConfig").getAsString()).isEqualTo("true");
            assertThat(stack.preview().changes()).isEmpty();

            stack.withConfig(Map.of("data", Map.of("retention", "30d"), "login", Map.of("user", "reader")));
            EngineRun change = stack.preview();
            assertThat(change.steps())
                    .extracting(EngineRun.Step::toString)
                    .contains("update lifecycle-first [data.retention]");
            assertThat(stack.up().changes()).isEqualTo(Map.of("update", 2));
            assertThat(retention("lifecycle-second")).isEqualTo("30d");
            assertThat(stack.configSource().secretKeys()).containsExactly("renderowl-monitoring:login");
            assertThat(stack.configSource().values().get("renderowl-monitoring:login"))
                    .isEqualTo("{\"password\":\"%s\",\"user\":\"reader\"}", SECRET);
            assertThat(stack.export() + change.text() + first.text()).doesNotContain(SECRET);

            cluster.kubectl("delete", "configmap", "lifecycle-second");
            stack.refresh();
            assertThat(stack.preview().changes()).isEqualTo(Map.of("create", 1));

            stack.destroy();
            assertThat(exists("lifecycle-first")).isFalse();
            assertThat(stack.export().getAsJsonObject("deployment").has("resources"))
                    .isFalse();
        }
        assertThat(stack.engine().processes().describe()).isEmpty();
        assertThat(Files.exists(stack.engine().project())).isFalse();
    }

    @Test
    void hostedProgramDoesTheSame() {
        try (EngineStack stack = stack("hosted").withHostedProgram(Main.class)) {
            EngineRun first = stack.up();
            System.out.printf("Engine with a language host: up %.1f s%n", first.seconds());
            assertThat(first.diagnostics("warning")).isEmpty();
            assertThat(retention("hosted-second")).isEqualTo("15d");
            assertThat(stack.outputs().get("sameConfig").getAsString()).isEqualTo("true");
            assertThat(stack.preview().changes()).isEmpty();
            stack.destroy();
            assertThat(exists("hosted-second")).isFalse();
        }
    }

    @Test
    void killedEngineLeavesALockAndNoProcess() {
        try (EngineStack stack = stack("killed")) {
            EngineRun killed = stack.upKilledAt(events -> exists("killed-first"));
            assertThat(killed.succeeded()).isFalse();
            assertThat(stack.engine().processes().describe()).isEmpty();

            EngineRun locked = stack.tryUp();
            assertThat(locked.succeeded()).isFalse();
            assertThat(locked.text()).contains("the stack is currently locked by 1 lock(s)");

            stack.breakLock();
            assertThat(stack.tryUp().text()).doesNotContain("currently locked");
            stack.refresh();
            stack.destroy();
        } finally {
            cluster.kubectl("delete", "configmap", "killed-first", "killed-second", "--ignore-not-found");
        }
    }

    @Test
    void programThatFailsFailsTheRunWithItsReason() {
        Consumer<Context> failing = context -> {
            throw new IllegalArgumentException("no such retention");
        };
        try (EngineStack stack = stack("failing").withProgram(source -> failing)) {
            assertThat(String.join("\n", stack.tryUp().diagnostics("error"))).contains("no such retention");
            assertThatThrownBy(stack::preview)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("pulumi preview ended with exit code")
                    .hasMessageContaining("no such retention");
        }
    }

    private boolean exists(String configMap) {
        return cluster.kubectlTry("get", "configmap", configMap).succeeded();
    }

    private String retention(String configMap) {
        return cluster.kubectl("get", "configmap", configMap, "--output=jsonpath={.data.retention}");
    }
}
