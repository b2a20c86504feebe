package com.renderowl.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSourceNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://exporter:secret@postgres:5432/renderowl?sslmode=disable",
                "postgres://exporter:secret@postgres.renderowl-staging.svc/renderowl",
                "postgresql://exporter@my_database/renderowl?sslmode=verify-full&sslrootcert=/etc/ca.crt",
                "postgresql://exporter:!$&'()*+;=-._~@[fd00::5]:5432/renderowl",
                "postgresql://exporter:%2F%3F%23%5B%5D%5E%25%40%3A%2C%22@10.0.0.5:5432/",
                "postgresql:///renderowl?host=/var/run/postgresql",
                "host=/var/run/postgresql user=exporter dbname=renderowl",
                "host=db user=exporter passfile=/etc/passwords",
            })
    void takesWhatTheExporterCanTakeApart(String connection) {
        assertThat(DataSourceName.problem(connection)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://exporter:se/cret@postgres:5432/renderowl",
                "postgresql://exporter:se?cret@postgres:5432/renderowl",
                "postgresql://exporter:se#cret@postgres:5432/renderowl",
                "postgresql://exporter:se[cret@postgres:5432/renderowl",
                "postgresql://exporter:se]cret@postgres:5432/renderowl",
                "postgresql://exporter:se^cret@postgres:5432/renderowl",
                "postgresql://exporter:se%cret@postgres:5432/renderowl",
                "postgresql://exporter:se@cret@postgres:5432/renderowl",
                "postgresql://exporter:se:cret@postgres:5432/renderowl",
                "postgresql://exporter:se\"cret@postgres:5432/renderowl",
                "postgresql://exporter:se\\cret@postgres:5432/renderowl",
                "postgresql://exporter:s\u00e9cret@postgres:5432/renderowl",
                "postgresql://exporter:se cret@postgres:5432/renderowl",
                "postgresql://exporter:se%20cret@postgres:5432/renderowl",
                "postgresql://exporter:secret@postgres:port/renderowl",
                "postgresql://exporter:secret@postgres:5432/render%owl",
                "postgresql://exporter:secret@post gres:5432/renderowl",
            })
    void refusesUrlsThatItCannotTakeApart(String connection) {
        assertThat(DataSourceName.problem(connection)).hasValueSatisfying(problem -> assertThat(problem)
                .startsWith("is no URL that the exporter can take apart"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host=db user=exporter password=secret",
                "host=db user=exporter PASSWORD = secret",
                "password=secret host=db",
                "postgresql://exporter@db/renderowl?sslmode=disable&password=secret",
                "postgresql://db/renderowl?password=secret",
                "postgresql://db/renderowl?sslkey=/key&sslpassword=secret",
            })
    void refusesPasswordsAmongParameters(String connection) {
        assertThat(DataSourceName.problem(connection))
                .contains("has the password as a parameter, which the exporter logs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "https://db:5432/", "postgresql:db", "=", "a,b=secret"})
    void refusesWhatIsNoConnection(String connection) {
        assertThat(DataSourceName.problem(connection)).contains("is not a PostgreSQL connection");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://exporter:se,cret@db/renderowl",
                "postgresql://exporter:secret@db,other:5432/renderowl"
            })
    void refusesCommas(String connection) {
        assertThat(DataSourceName.problem(connection))
                .hasValueSatisfying(problem -> assertThat(problem).startsWith("holds a comma"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql://exporter:secret@db:0/renderowl", "postgresql://exporter:secret@db:65536/"})
    void refusesPortsThatThereAreNot(String connection) {
        assertThat(DataSourceName.problem(connection)).contains("has a port that is not from 1 to 65535");
    }
}
