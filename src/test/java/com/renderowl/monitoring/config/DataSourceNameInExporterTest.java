package com.renderowl.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.Daemon;
import com.renderowl.monitoring.harness.Exporter;
import com.renderowl.monitoring.harness.FreePorts;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real PostgreSQL exporter logs of connections that a stack takes, and of some that it refuses. */
@Tag("faults")
@RequiresTools("prometheus-postgres-exporter")
class DataSourceNameInExporterTest {

    private static final String PASSWORD = "planted";

    /** Nothing listens at port 1, so that the exporter has to say what it could not reach. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://exporter:planted@127.0.0.1:1/renderowl?sslmode=disable",
                "postgresql://exporter:planted!$&'()*+;=-._~@127.0.0.1:1/renderowl?sslmode=disable",
                "postgresql://exporter:planted%2F%3F%23%5B%5D%5E%25%40%3A%2C%22%5C@127.0.0.1:1/renderowl?sslmode=disable",
                "postgres://exporter:planted@127.0.0.1:1/",
                "postgresql://exporter:planted@[::1]:1/renderowl",
                "postgresql://exporter:planted@my_database/renderowl",
            })
    void passwordsOfConnectionsThatAreTakenAreNotLogged(String connection) {
        assertThat(DataSourceName.problem(connection)).isEmpty();
        assertThat(logOf(connection)).contains("PASSWORD_REMOVED").doesNotContain(PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://exporter:planted/word@127.0.0.1:1/renderowl",
                "postgresql://exporter:planted,word@127.0.0.1:1/renderowl",
                "postgresql://exporter:planted%20word@127.0.0.1:1/renderowl",
                "postgresql://exporter@127.0.0.1:1/renderowl?password=planted",
                "host=127.0.0.1 port=1 user=exporter password=planted",
            })
    void connectionsAreRefusedThatWouldBeLogged(String connection) {
        assertThat(logOf(connection)).contains(PASSWORD);
        assertThat(DataSourceName.problem(connection)).isPresent();
    }

    /** After one scrape, in which it tries to connect; or what it said when it gave up at once. */
    private static String logOf(String connection) {
        String address = "127.0.0.1:" + FreePorts.next();
        try (TemporaryDirectory directory = TemporaryDirectory.create("exporter");
                Exporter exporter = Exporter.start(
                        directory.path(),
                        "prometheus-postgres-exporter",
                        address,
                        List.of("--web.listen-address=" + address),
                        Map.of("DATA_SOURCE_NAME", connection))) {
            assertThat(Daemon.answers(exporter.url())).isTrue();
            return exporter.daemon().log();
        } catch (AssertionError ended) {
            return String.valueOf(ended.getMessage());
        }
    }
}
