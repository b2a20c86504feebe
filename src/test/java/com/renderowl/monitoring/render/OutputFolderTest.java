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
import java.util.TreeMap;
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

    @Test
    void aRenderingForComposeIsUpdatedInPlaceAsContainersSeeItsFolders() throws IOException {
        Path output = folder.resolve("local");
        OutputFolder.replace(output, compose("rules/a.yaml", "1", "rules/same.yaml", "1", "rules/old.yaml", "1"));
        Files.writeString(output.resolve(".env"), "PASSWORD=x");
        Object rules = Files.getAttribute(output.resolve("rules"), "unix:ino");
        Object same = Files.getAttribute(output.resolve("rules/same.yaml"), "unix:ino");
        OutputFolder.replace(output, compose("rules/a.yaml", "2", "rules/same.yaml", "1", "containers/p/b.yml", "1"));

        assertThat(files(output))
                .containsExactly(
                        ".env",
                        ".rendered-by-monitoring",
                        "containers/p/b.yml",
                        "docker-compose.yml",
                        "rules/a.yaml",
                        "rules/same.yaml");
        assertThat(output.resolve("rules/a.yaml")).hasContent("2");
        assertThat(Files.getAttribute(output.resolve("rules"), "unix:ino")).isEqualTo(rules);
        assertThat(Files.getAttribute(output.resolve("rules/same.yaml"), "unix:ino"))
                .isEqualTo(same);
        try (Stream<Path> siblings = Files.list(folder)) {
            assertThat(siblings).containsExactly(output);
        }
        // A third one knows what the second one has written.
        OutputFolder.replace(output, compose("rules/a.yaml", "2"));
        assertThat(files(output)).contains(".env").doesNotContain("containers/p/b.yml");
    }

    @Test
    void containersOfOtherUsersCanReadWhatIsRenderedForThem() throws IOException {
        OutputFolder.replace(folder, compose("containers/p/b.yml", "1"));
        assertThat(rights(folder.resolve("containers"))).isEqualTo("rwxr-xr-x");
        assertThat(rights(folder.resolve("containers/p"))).isEqualTo("rwxr-xr-x");
        assertThat(rights(folder.resolve("containers/p/b.yml"))).isEqualTo("rw-r--r--");
    }

    /** Such folders are handed on, and with them the list of what the next rendering deletes. */
    @Test
    void nothingOutsideIsDeletedOrWrittenWhateverTheListOfFilesSays() throws IOException {
        Path output = folder.resolve("local");
        OutputFolder.replace(output, compose("rules/a.yaml", "1", "rules/old.yaml", "1"));
        Path precious = Files.writeString(folder.resolve("precious.txt"), "x");
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path linked = Files.writeString(elsewhere.resolve("linked.txt"), "x");
        Files.createSymbolicLink(output.resolve("link"), elsewhere);
        Files.createSymbolicLink(output.resolve("file-link"), precious);
        Path marker = output.resolve(OutputFolder.MARKER);
        Files.writeString(
                marker,
                Files.readString(marker)
                        + String.join(
                                "\n",
                                "../precious.txt",
                                precious.toString(),
                                "rules/../../precious.txt",
                                "link/linked.txt",
                                "link/../precious.txt",
                                "file-link",
                                "no\0name",
                                ".",
                                "",
                                "none/at/all"));

        OutputFolder.replace(output, compose("rules/a.yaml", "2"));

        assertThat(precious).hasContent("x");
        assertThat(linked).hasContent("x");
        assertThat(files(output)).contains("rules/a.yaml").doesNotContain("rules/old.yaml");
        assertThat(output.resolve("file-link")).doesNotExist();

        Path foreign = Files.writeString(elsewhere.resolve("b.yaml"), "x");
        Files.delete(output.resolve("rules/a.yaml"));
        Files.delete(output.resolve("rules"));
        Files.createSymbolicLink(output.resolve("rules"), elsewhere);
        assertThatThrownBy(() -> OutputFolder.replace(output, compose("rules/b.yaml", "2")))
                .hasMessageContaining("a symbolic link leads out of");
        assertThat(foreign).hasContent("x");
    }

    private static Rendering compose(String... filesAndTexts) {
        Map<String, String> files = new TreeMap<>(Map.of("docker-compose.yml", "services: {}\n"));
        for (int index = 0; index < filesAndTexts.length; index += 2) {
            files.put(filesAndTexts[index], filesAndTexts[index + 1]);
        }
        return Rendering.of(List.of(), files);
    }
}
