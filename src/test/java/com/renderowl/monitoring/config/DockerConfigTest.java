package com.renderowl.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.units.HostPort;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is different on a Docker engine. */
@Tag("unit")
class DockerConfigTest {

    static final String EVERY_KEY =
            """
            platform: docker
            docker:
              namePrefix: shop
              network: shop-monitoring
              bindAddress: 192.168.1.5
              prometheusPort: 19090
              alertmanagerPort: 19093
              grafanaPort: 13001
            grafana: {deploy: true}
            """;

    private final StackConfig defaults = Stacks.read("platform: docker");

    @Test
    void everyKeyIsRead() {
        StackConfig config = Stacks.read(EVERY_KEY);
        assertThat(config.platform()).isEqualTo(Platform.DOCKER);
        // Without a password: it is admin then.
        assertThat(config.grafana().deploy()).isTrue();
        assertThat(config.docker())
                .isEqualTo(new DockerConfig("shop", "shop-monitoring", "192.168.1.5", 19090, 19093, 13001));
    }

    @Test
    void publishesOnTheMachineItselfOnly() {
        assertThat(defaults.docker())
                .isEqualTo(new DockerConfig("renderowl", "renderowl-monitoring", "127.0.0.1", 9090, 9093, 3001));
    }

    @Test
    void keepsFiveGigabytes() {
        assertThat(defaults.prometheus().retentionSize()).hasToString("5GB");
        assertThat(defaults.prometheus().retention()).hasToString("15d");
        // More than the default volume of a cluster holds, which there is none of.
        assertThat(Stacks.read("{platform: docker, prometheus: {retentionSize: 100GB}}")
                        .prometheus()
                        .retentionSize())
                .hasToString("100GB");
    }

    @Test
    void findsApplicationsAndDatabasesOnTheMachineUnlessToldOtherwise() {
        assertThat(defaults.applications())
                .extracting(ApplicationConfig::discovery)
                .containsExactly(fixed("host.docker.internal", 8080), fixed("host.docker.internal", 3000));
        assertThat(defaults.exporters().redis().address()).hasToString("host.docker.internal:6379");
        StackConfig config = Stacks.read(
                """
                platform: docker
                applications:
                  backend: {port: 8181}
                  frontend: {targets: ["192.168.1.7:3000"]}
                  queue: {port: 9000}
                """);
        assertThat(config.applications())
                .extracting(ApplicationConfig::discovery)
                .containsExactly(
                        fixed("host.docker.internal", 8181),
                        fixed("192.168.1.7", 3000),
                        fixed("host.docker.internal", 9000));
    }

    @Test
    void letsPassWhatTheProjectFileSaysForAllPlatforms() {
        StackConfig config = Stacks.read(
                """
                platform: docker
                imagePullPolicy: Always
                namespaces: {monitoring: monitoring}
                applications: {backend: {selector: {app: renderowl-backend}, port: 8080}}
                exporters: {node: {hostNetwork: true}}
                tls: {mode: none}
                """);
        assertThat(config).isEqualTo(defaults);
    }

    private static Discovery fixed(String host, int port) {
        return new Discovery.Fixed(List.of(new HostPort(host, port)), List.of());
    }
}
