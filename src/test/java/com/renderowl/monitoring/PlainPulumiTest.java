package com.renderowl.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.RequiresTools;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What plain {@code pulumi} says where there is no cluster. */
@Tag("engine")
@RequiresTools({"pulumi", "pulumi-language-java", "pulumi-resource-kubernetes"})
class PlainPulumiTest {

    private static final String NONE =
            "There is no cluster: no kubeconfig in KUBECONFIG or ~/.kube/config, and this is not a pod. Set KUBECONFIG"
                    + " to a kubeconfig whose current context is the right one, or name its context in cluster.context.";

    private EngineStack stack;

    @BeforeEach
    void withoutKubeconfig() {
        stack = EngineStack.create("staging")
                .withCommittedConfig()
                .withHostedProgram(App.class)
                .withEnvironment("KUBECONFIG", "");
    }

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void upSaysOnceWhatIsMissingAndDeclaresNothing() {
        EngineRun up = stack.tryUp();

        assertThat(up.exitCode()).isNotZero();
        assertThat(up.steps()).allMatch(step -> step.urn().contains("pulumi:pulumi:Stack"));
        assertThat(up.diagnostics("error"))
                .filteredOn(message -> message.contains("cluster"))
                .singleElement()
                .asString()
                .contains(
                        NONE
                                + " Nothing was changed. Cure that, or write the objects into files: ./monitoring render staging");
        assertThat(up.text()).doesNotContain("unreachable", "\tat ");
    }

    @Test
    void previewShowsWhatItCanAndWarns() {
        EngineRun preview = stack.preview();

        assertThat(preview.changes().get("create")).isGreaterThan(30);
        assertThat(preview.diagnostics("warning"))
                .anyMatch(message -> message.startsWith(NONE + " This preview compares with the state alone; "));
    }

    @Test
    void aKubeconfigThatIsNotThereIsNamed() {
        assertThat(stack.withEnvironment("KUBECONFIG", "/no/such/kubeconfig")
                        .tryUp()
                        .text())
                .contains("KUBECONFIG is /no/such/kubeconfig, and there is no such file: correct or unset it."
                        + " Nothing was changed.");
    }
}
