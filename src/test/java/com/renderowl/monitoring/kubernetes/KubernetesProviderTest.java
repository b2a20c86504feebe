package com.renderowl.monitoring.kubernetes;

import static com.renderowl.monitoring.Document.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.TestStack;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class KubernetesProviderTest {

    @Test
    void configMapsAndSecretsAreChangedInPlace() {
        // The engine hands settings that are no texts to a provider as JSON.
        assertThat(ProgramRun.of(TestStack.DEFAULTS)
                        .named("kubernetes")
                        .inputs()
                        .root())
                .isEqualTo(yaml("{enableConfigMapMutable: 'true', enableSecretMutable: 'true'}"));
    }

    @Test
    void clusterIsTheOneOfTheNamedContext() {
        assertThat(ProgramRun.of("cluster: {context: staging-cluster}")
                        .named("kubernetes")
                        .at("context"))
                .isEqualTo("staging-cluster");
    }

    @Test
    void renderedStackIsWrittenInsteadOfSent() {
        ProgramRun run = ProgramRun.run(
                TestStack.source(TestStack.DEFAULTS), new RunMode.Render(Path.of("somewhere", "manifests"), false));

        assertThat(run.named("kubernetes").at("renderYamlToDirectory")).isEqualTo("somewhere/manifests");
    }

    @Test
    void everyObjectGoesThroughTheOneProvider() {
        ProgramRun run = ProgramRun.of(TestStack.DEFAULTS);

        assertThat(run.ofKind("kubernetes")).hasSize(1).allSatisfy(provider -> assertThat(
                        provider.request().getVersion())
                .isEqualTo(KubernetesProvider.PLUGIN_VERSION));
        assertThat(run.registrations())
                .filteredOn(resource -> resource.type().startsWith("kubernetes:"))
                .hasSizeGreaterThan(25)
                .allMatch(resource ->
                        resource.request().getProvider().contains("pulumi:providers:kubernetes::kubernetes::"));
    }
}
