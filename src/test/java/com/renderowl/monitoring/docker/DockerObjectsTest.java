package com.renderowl.monitoring.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.ProgramRun.Secret;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.cli.engine.Plugins;
import com.renderowl.monitoring.units.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a stack on Docker asks the engine to make. */
@Tag("unit")
class DockerObjectsTest {

    private static final String DOCKER = "platform: docker\n";

    private static final String SECRETS = DOCKER
            + """
            secrets:
              postgresDataSourceName: postgresql://metrics:planted-postgres-password@database:5432/renderowl
              redisPassword: planted-redis-password
            """;

    @Test
    void everythingGoesThroughOneProviderOfTheVersionThatTheToolsBuild() throws IOException {
        ProgramRun run = ProgramRun.of(DOCKER);
        assertThat(run.ofKind("docker")).hasSize(1).allSatisfy(provider -> assertThat(
                        provider.request().getVersion())
                .isEqualTo(DockerStack.PLUGIN_VERSION));
        assertThat(run.registrations())
                .filteredOn(resource -> resource.type().startsWith("docker:"))
                .hasSizeGreaterThan(10)
                .allMatch(resource -> resource.request().getProvider().contains("pulumi:providers:docker::docker::"));
        assertThat(Plugins.DOCKER_VERSION).isEqualTo(DockerStack.PLUGIN_VERSION);
        assertThat(Files.readString(Path.of("tools/build")))
                .contains("docker pulumi-resource-docker " + DockerStack.PLUGIN_VERSION + " ");
    }

    @Test
    void eachPlatformAsksForItsOwnPluginOnly() {
        assertThat(ProgramRun.of(DOCKER).registrations())
                .noneMatch(resource -> resource.type().contains("kubernetes"));
        assertThat(ProgramRun.of(TestStack.DEFAULTS).registrations())
                .noneMatch(resource -> resource.type().contains("docker"));
    }

    @Test
    void namesOfResourcesAreAContract() {
        assertThat(ProgramRun.of(DOCKER).registrations())
                .extracting(resource -> resource.type() + " " + resource.name())
                .containsExactlyInAnyOrder(
                        "pulumi:index:Stash identity",
                        "pulumi:providers:docker docker",
                        "renderowl:monitoring:DockerStack monitoring",
                        "docker:index/network:Network network",
                        "renderowl:monitoring:DockerWorkload prometheus",
                        "docker:index/volume:Volume prometheus-config",
                        "docker:index/volume:Volume prometheus-rules",
                        "docker:index/volume:Volume prometheus-data",
                        "docker:index/container:Container prometheus-config",
                        "docker:index/container:Container prometheus-owner",
                        "docker:index/container:Container prometheus-container",
                        "renderowl:monitoring:DockerWorkload alertmanager",
                        "docker:index/volume:Volume alertmanager-config",
                        "docker:index/volume:Volume alertmanager-data",
                        "docker:index/container:Container alertmanager-config",
                        "docker:index/container:Container alertmanager-owner",
                        "docker:index/container:Container alertmanager-container",
                        "renderowl:monitoring:DockerWorkload node-exporter",
                        "docker:index/container:Container node-exporter-container",
                        "renderowl:monitoring:DockerWorkload postgres-exporter",
                        "docker:index/container:Container postgres-exporter-container",
                        "renderowl:monitoring:DockerWorkload redis-exporter",
                        "docker:index/container:Container redis-exporter-container");
    }

    /** A volume or network with another label is another one; what exists keeps the labels that it has. */
    @Test
    void ownersLabelReplacesNoVolumeAndNoNetwork() {
        ProgramRun run = ProgramRun.of(DOCKER);
        assertThat(run.registrations())
                .filteredOn(resource -> resource.type().startsWith("docker:"))
                .allSatisfy(resource -> {
                    assertThat(String.valueOf(resource.at("labels")))
                            .as("%s", resource)
                            .contains("{label=" + Owner.ANNOTATION
                                    + ", value=renderowl-monitoring/staging/kept-identity}");
                    assertThat(resource.request().getIgnoreChangesList().contains("labels"))
                            .as("%s keeps its labels", resource)
                            .isEqualTo(!resource.type().endsWith(":Container"));
                });
    }

    @Test
    void whatTheProviderDoesNotChangeInPlaceReplacesTheContainer() {
        assertThat(ProgramRun.of(DOCKER).named("prometheus-container").request().getReplaceOnChangesList())
                .containsExactlyInAnyOrder("cpuQuota", "cpuPeriod", "healthcheck", "tmpfs", "init");
    }

    @Test
    void secretsReachExportersAsSecrets() {
        ProgramRun run = ProgramRun.of(SECRETS);
        assertThat(run.named("postgres-exporter-container").at("envs")).isInstanceOf(Secret.class);
        assertThat(run.named("redis-exporter-container").at("envs")).isInstanceOf(Secret.class);
        assertThat(run.named("prometheus-container").inputs().toString()).doesNotContain("planted");
    }

    @Test
    void renderingDeclaresNothing() {
        ProgramRun run =
                ProgramRun.run(TestStack.source(DOCKER), new RunMode.Render(Path.of("somewhere", "manifests"), false));
        assertThat(run.failure()).isEmpty();
        assertThat(run.registrations()).isEmpty();
    }

    @Test
    void durationsAreWrittenAsTheProviderReadsThemBack() {
        assertThat(HealthCheck.written(Duration.ofSeconds(5))).isEqualTo("5s");
        assertThat(HealthCheck.written(Duration.ofSeconds(90))).isEqualTo("1m30s");
        assertThat(HealthCheck.written(Duration.ofMinutes(15))).isEqualTo("15m0s");
        assertThat(HealthCheck.written(Duration.ofHours(1))).isEqualTo("1h0m0s");
    }
}
