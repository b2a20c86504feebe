package com.renderowl.monitoring.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {

    @TempDir
    private Path folder;

    private static Rendering rendering(String... kinds) {
        return Rendering.of(
                Stream.of(kinds)
                        .map(kind -> Manifest.of("kind: " + kind + "\nmetadata: {name: a, namespace: n}\n"))
                        .toList(),
                Map.of("prometheus.yml", "global: {}\n"));
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void replacesTheEarlierRenderingAsAWhole() throws IOException {
        Path output = folder.resolve("out/staging");
        OutputFolder.replace(output, rendering("Service", "Deployment"));
        OutputFolder.replace(output, rendering("Service"));

        assertThat(files(output))
                .containsExactly(
                        ".rendered-by-monitoring",
                        "k8s-deployment.yaml",
                        "manifests/12-service-n-a.yaml",
                        "prometheus.yml");
        // Nothing is left beside it either.
        try (Stream<Path> siblings = Files.list(folder.resolve("out"))) {
            assertThat(siblings).containsExactly(output);
        }
        assertThat(rights(output)).isEqualTo("rwxr-xr-x");
        assertThat(rights(output.resolve("prometheus.yml"))).isEqualTo("rw-r--r--");
    }

    @Test
    void secretValuesAreForTheirOwnerOnly() throws IOException {
        Path output = folder.resolve("staging");
        OutputFolder.replace(output, rendering("Secret"));

        assertThat(rights(output)).isEqualTo("rwx------");
        for (String file : List.of("k8s-deployment.yaml", "manifests/10-secret-n-a.yaml")) {
            assertThat(rights(output.resolve(file))).isEqualTo("rw-------");
        }
    }

    @Test
    void anEmptyFolderMayBeUsed() throws IOException {
        OutputFolder.replace(folder, rendering("Service"));

        assertThat(files(folder)).contains("k8s-deployment.yaml");
    }

    @Test
    void filesOfSomebodyElseAreNotTouched() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "x");

        assertThatThrownBy(() -> OutputFolder.replace(folder, rendering("Service")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(files(folder)).containsExactly("precious");
        assertThatThrownBy(() -> OutputFolder.replace(precious, rendering("Service")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(precious).hasContent("x");
    }

    @Test
    void aRenderingThatCannotBeWrittenLeavesTheEarlierOne() throws IOException {
        Path output = folder.resolve("staging");
        OutputFolder.replace(output, rendering("Service"));
        Rendering impossible = Rendering.of(List.of(), Map.of("a\0b", ""));

        assertThatThrownBy(() -> OutputFolder.replace(output, impossible)).isInstanceOf(RuntimeException.class);
        assertThat(files(output)).contains("manifests/12-service-n-a.yaml");
    }
}
