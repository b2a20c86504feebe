package com.renderowl.monitoring.model.prometheus;

import static com.renderowl.monitoring.Document.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.config.StackConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class WebConfigurationTest {

    private static final StackConfig BASIC_AUTH =
            TestStack.read(TestStack.BASIC_AUTH).config();
    private static final StackConfig NATIVE_TLS =
            TestStack.read(TestStack.NATIVE_TLS).config();
    private static final StackConfig BOTH =
            TestStack.read(TestStack.BASIC_AUTH + TestStack.NATIVE_TLS).config();

    @Test
    void serverAsksForTheUsersAndServesTheCertificate() {
        assertThat(yaml(WebConfiguration.serverYaml(BOTH, Map.of("reader", "$2y$10$hash"))))
                .isEqualTo(
                        yaml(
                                """
                                tls_server_config: {cert_file: /etc/prometheus/tls/tls.crt, key_file: /etc/prometheus/tls/tls.key}
                                basic_auth_users: {reader: $2y$10$hash}
                                """));
        assertThat(yaml(WebConfiguration.serverYaml(BASIC_AUTH, Map.of("reader", "$2y$10$hash"))))
                .isEqualTo(yaml("basic_auth_users: {reader: $2y$10$hash}"));
        assertThat(yaml(WebConfiguration.serverYaml(NATIVE_TLS, Map.of())))
                .isEqualTo(
                        yaml(
                                """
                                tls_server_config: {cert_file: /etc/prometheus/tls/tls.crt, key_file: /etc/prometheus/tls/tls.key}
                                """));
    }

    @Test
    void orderOfUsersMakesNoDifference() {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("b", "2");
        one.put("a", "1");
        Map<String, String> other = new LinkedHashMap<>();
        other.put("a", "1");
        other.put("b", "2");

        assertThat(WebConfiguration.serverYaml(BASIC_AUTH, one))
                .isEqualTo(WebConfiguration.serverYaml(BASIC_AUTH, other));
    }

    @Test
    void probeLogsInByFileAndChecksTheCertificate() {
        assertThat(yaml(WebConfiguration.probeYaml(BOTH)))
                .isEqualTo(
                        yaml(
                                """
                                basic_auth: {username: prometheus-scrape, password_file: /etc/prometheus/web/scrape-password}
                                tls_config: {ca_file: /etc/prometheus/tls/ca.crt, server_name: prometheus.monitoring.svc}
                                """));
        assertThat(yaml(WebConfiguration.probeYaml(NATIVE_TLS)))
                .isEqualTo(
                        yaml(
                                """
                                tls_config: {ca_file: /etc/prometheus/tls/ca.crt, server_name: prometheus.monitoring.svc}
                                """));
    }
}
