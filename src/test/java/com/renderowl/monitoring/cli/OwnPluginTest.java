package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.DockerEngine;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Plain {@code pulumi} with the committed {@code Pulumi.yaml}, its Java host and Maven, where no plugin is to be had but the
 * one that the stack's platform needs: a stack neither loads nor looks for another one.
 */
@Tag("docker")
@RequiresTools({"pulumi", "pulumi-language-java", "pulumi-resource-kubernetes", "pulumi-resource-docker", "dockerd"})
class OwnPluginTest {

    private final Map<String, String> environment = new HashMap<>();
    private ProjectClone clone;

    @BeforeEach
    void freshClone() throws IOException {
        clone = ProjectClone.create();
        Path state = Files.createDirectories(clone.file("plain-state"));
        environment.put("PULUMI_HOME", clone.file("plain-home").toString());
        environment.put("PULUMI_BACKEND_URL", "file://" + state);
        environment.put("PULUMI_CONFIG_PASSPHRASE", "of-a-test");
        environment.put("PULUMI_SKIP_UPDATE_CHECK", "true");
        environment.put("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", "true");
        environment.put("KUBECONFIG", clone.file("no-cluster").toString());
    }

    @AfterEach
    void delete() {
        clone.close();
    }

    @Test
    void stagingNeedsNeitherThePluginForDockerNorAnEngine() throws IOException {
        programs("pulumi-language-java", "pulumi-resource-kubernetes");
        environment.put("DOCKER_HOST", "unix:///nowhere/docker.sock");
        assertThat(preview("staging")).contains("kubernetes:apps/v1:Deployment").doesNotContainIgnoringCase("docker");
    }

    @Test
    void localNeedsNeitherThePluginForKubernetesNorACluster() throws IOException {
        programs("pulumi-language-java", "pulumi-resource-docker");
        try (DockerEngine engine = DockerEngine.start()) {
            environment.put("DOCKER_HOST", engine.host());
            assertThat(preview("local")).contains("docker:index:Container").doesNotContainIgnoringCase("kubernetes");
        }
    }

    private String preview(String stack) {
        pulumi("stack", "init", stack).requireOutput();
        return pulumi("preview", "--stack", stack).requireOutput();
    }

    /** Puts only these beside the user's own programs. */
    private void programs(String... names) throws IOException {
        Path folder = Files.createDirectories(clone.file("programs"));
        for (String name : names) {
            Files.createSymbolicLink(folder.resolve(name), Tools.require(name));
        }
        environment.put("PATH", folder + ":" + Path.of(System.getProperty("java.home"), "bin") + ":" + userPath());
    }

    private static String userPath() {
        String tools = Tools.projectRoot().resolve("tools/bin").toString();
        assertThat(System.getenv("PATH"))
                .as("a PATH with all plugins proves nothing")
                .doesNotContain(tools);
        return System.getenv("PATH");
    }

    private CommandOutcome pulumi(String... arguments) {
        return Command.in(clone.folder(), Tools.require("pulumi"), arguments)
                .with(environment)
                .run();
    }
}
