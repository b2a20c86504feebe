package com.renderowl.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataSourceNameTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://exporter:secret@postgres:5432/renderowl?sslmode=disable",
                "postgres://exporter:secret@postgres.renderowl-staging.svc/renderowl",
                "postgresql://exporter@my_database/renderowl?sslmode=verify-full&sslrootcert=system",
                "postgresql://exporter:!$&'()*+;=-._~@[fd00::5]:5432/renderowl",
                "postgresql://exporter:%2F%3F%23%5B%5D%5E%25%40%3A%2C%22@10.0.0.5:5432/",
                "postgresql:///renderowl?host=db",
                "host=db user=exporter dbname=renderowl sslcert=''",
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
    @CsvSource({
        "postgresql://exporter@db/renderowl?sslmode=verify-full&sslrootcert=/etc/ca.crt, a file by sslrootcert",
        "postgresql://exporter@db/renderowl?sslcert=client.crt, a file by sslcert",
        "host=db user=exporter SSLKEY=/etc/key, a file by sslkey",
        "host=db user=exporter passfile=/etc/passwords, a file by passfile",
        "postgresql:///renderowl?host=/var/run/postgresql, a socket by host",
        "postgresql:///renderowl?host=%2Fvar%2Frun%2Fpostgresql, a socket by host",
        "host=/var/run/postgresql user=exporter dbname=renderowl, a socket by host",
    })
    void refusesFilesThatTheExporterDoesNotHave(String connection, String what) {
        assertThat(DataSourceName.problem(connection))
                .contains("names " + what + ", and the exporter's container has none");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://u:p@db.example.com:25060/x?sslmode=require, db.example.com, 25060",
        "postgres://u:p@10.0.0.5/x, 10.0.0.5, 5432",
        "postgresql://u:p@[fd00::5]:6432/, fd00::5, 6432",
        "postgresql://u:p@db/x?port=6432, db, 6432",
        "postgresql:///x?host=other, other, 5432",
        "host=db port=5433 user=u, db, 5433",
        "host = 'db' user=u, db, 5432",
    })
    void findsTheServer(String connection, String host, int port) {
        assertThat(DataSourceName.server(connection)).isEqualTo(new DataSourceName.Server(host, port));
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
