package com.renderowl.monitoring.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a {@code python3} that notes how it was called, and makes an interpreter that does so too. */
@Tag("unit")
class PythonLibrariesTest {

    private static final String PYTHON =
            """
            #!/bin/sh
            echo "$@" >>CALLS
            case "$2" in venv) /bin/mkdir -p "$4/bin" && /bin/cp "$0" "$4/bin/python" ;; esac
            case "$2" in "$FAILS") echo "first line"; echo "no space is left"; exit 1 ;; esac
            """;

    @TempDir
    private Path folder;

    private Path requirements;
    private Path calls;

    @BeforeEach
    void writePython() throws IOException {
        requirements = Files.writeString(folder.resolve("wanted.txt"), "pulumi==1\n");
        calls = folder.resolve("calls");
        Path programs = Files.createDirectory(folder.resolve("programs"));
        Path python = Files.writeString(programs.resolve("python3"), PYTHON.replace("CALLS", calls.toString()));
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void theyAreInstalledOnce() throws Exception {
        PythonLibraries libraries = libraries("programs", "nothing");

        assertThat(libraries.install()).isEmpty();
        assertThat(Files.isExecutable(libraries.python())).isTrue();
        assertThat(Files.readString(calls)).contains("-m venv --clear ", "-m pip install -q -r " + requirements);

        Files.delete(calls);
        assertThat(libraries.install()).isEmpty();
        assertThat(calls).doesNotExist();
    }

    @Test
    void otherVersionsAreInstalledAnew() throws Exception {
        PythonLibraries libraries = libraries("programs", "nothing");
        assertThat(libraries.install()).isEmpty();
        Files.delete(calls);

        Files.writeString(requirements, "pulumi==2\n");

        assertThat(libraries.install()).isEmpty();
        assertThat(Files.readString(calls)).contains("-m pip install");
    }

    @Test
    void aMissingPythonIsTheReason() {
        assertThat(libraries("nowhere", "nothing").install()).contains("there is no python3 on the PATH");
    }

    @Test
    void whatPipComplainsOfIsTheReasonAndTheNextTimeTriesAgain() throws Exception {
        assertThat(libraries("programs", "pip").install()).contains("no space is left");
        Files.delete(calls);

        assertThat(libraries("programs", "nothing").install()).isEmpty();
        assertThat(Files.readString(calls)).contains("-m pip install");
    }

    private PythonLibraries libraries(String programs, String fails) {
        Map<String, String> environment =
                Map.of("PATH", folder.resolve(programs).toString(), "FAILS", fails);
        return new PythonLibraries(folder.resolve("libraries"), requirements, environment);
    }
}
