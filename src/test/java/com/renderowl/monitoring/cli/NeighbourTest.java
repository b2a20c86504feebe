package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.google.gson.Gson;
import com.renderowl.monitoring.cli.session.StackFile;
import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.Tools;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Another user of the same machine, while a command runs that has every secret of the stack decrypted. */
@Tag("engine")
@RequiresTools({"pulumi", "pulumi-resource-kubernetes"})
class NeighbourTest {

    private static final String PLANTED = "planted-Password-8c1";

    /** What the neighbour would like to see in the rendered files. */
    private static final String INJECTED = "evil.example";

    /** What a client of gRPC needs. */
    private static final List<String> LIBRARIES = List.of(
            "grpc-", "perfmark-", "protobuf-java-", "guava-", "failureaccess-", "gson-", "annotations-", "pulumi-");

    /**
     * In a network of its own, where nothing listens but what the command starts, and which does not disturb other tests. The
     * neighbour has no rights, and has begun to look when the command starts.
     */
    private static final String SIDE_BY_SIDE =
            """
            ip link set lo up
            folder="$1" project="$2" stack="$3"; shift 3
            setpriv --reuid=65534 --regid=65534 --clear-groups --bounding-set=-all --no-new-privs \\
              "$JAVA_HOME/bin/java" -cp "$folder:$folder/*" com.renderowl.monitoring.cli.Neighbour \\
              "$project" "$stack" "$folder/config.json" >"$folder/log" 2>&1 </dev/null &
            while kill -0 $! && ! grep -q READY "$folder/log"; do sleep 0.05; done
            "$@"
            code=$?
            kill $! || code=1
            exit $code
            """;

    @BeforeAll
    static void needsRoot() throws IOException {
        boolean isRoot = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        Tools.unlessRequired(
                        isRoot
                                ? Optional.empty()
                                : Optional.of("Acting as another user in a network of its own needs root on Linux."))
                .ifPresent(Assumptions::abort);
    }

    @Test
    void getsNoSecretAndChangesNothing() throws IOException {
        try (ProjectClone clone = ProjectClone.create();
                TemporaryDirectory neighbours = TemporaryDirectory.create("neighbour")) {
            openToAll(clone.folder().getParent());
            openToAll(clone.folder());
            openToAll(neighbours.path());
            move(neighbours.path(), clone);
            clone.monitoring("config", "set", "--secret", "--path", "secrets.redisPassword")
                    .run(PLANTED)
                    .requireOutput();

            String beside =
                    logBeside(neighbours.path(), clone, "render", "staging", "--include-secrets", "--output", "files");
            String files = clone.contents("../files").toString();
            assertSoftly(softly -> {
                softly.assertThat(files).containsAnyOf(PLANTED, base64(PLANTED)).doesNotContain(INJECTED);
                softly.assertThat(closed(beside)).anyMatch(line -> line.endsWith("/program Permission denied"));
                softly.assertThat(closed(beside)).allMatch(line -> line.endsWith(" Permission denied"));
            });

            String besideEngine = logBeside(neighbours.path(), clone, "preview", "staging");
            assertSoftly(softly -> {
                softly.assertThat(
                                besideEngine.lines().filter(line -> line.startsWith(Neighbour.OTHER + " /127.0.0.1:")))
                        .as("sockets of the engine itself, which it can open:%n%s", besideEngine)
                        .isNotEmpty();
                softly.assertThat(closed(besideEngine))
                        .as("the command's socket, which it cannot open:%n%s", besideEngine)
                        .hasSize(1)
                        .allMatch(line -> line.endsWith("/program Permission denied"));
            });
        }
    }

    /** What the neighbour says of a command that runs to its end beside it; none of it is a secret, or an answer. */
    private static String logBeside(Path neighbour, ProjectClone clone, String... command) throws IOException {
        besides(neighbour, clone.monitoring(command)).run().requireOutput();
        String log = Files.readString(neighbour.resolve("log"));
        assertThat(log).doesNotContain(Neighbour.ANSWERED, "GOT", PLANTED, base64(PLANTED));
        return log;
    }

    private static List<String> closed(String log) {
        return log.lines().filter(line -> line.startsWith(Neighbour.CLOSED)).toList();
    }

    /** The neighbour's program and configuration, where it can read them. */
    private static void move(Path folder, ProjectClone clone) throws IOException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            String name = path.getFileName().toString();
            if (LIBRARIES.stream().anyMatch(name::startsWith)) {
                Files.copy(path, folder.resolve(name));
            } else if (name.equals("test-classes")) {
                Path classes = Path.of(Neighbour.class.getPackageName().replace('.', '/'));
                Files.createDirectories(folder.resolve(classes));
                try (Stream<Path> files = Files.list(path.resolve(classes))) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        Files.copy(file, folder.resolve(classes).resolve(file.getFileName()));
                    }
                }
            }
        }
        Map<String, String> config =
                StackFile.read(clone.file("Pulumi.staging.yaml")).plainValues();
        config.merge(
                "renderowl-monitoring:prometheus",
                "{\"remoteWrite\": [{\"name\": \"evil\", \"url\": \"https://" + INJECTED
                        + "/api\", \"addresses\": [\"203.0.113.7/32\"]}], ",
                (settings, injected) -> injected + settings.substring(1));
        Files.writeString(folder.resolve("config.json"), new Gson().toJson(config));
    }

    private static Command besides(Path folder, Command command) {
        List<String> line = new ArrayList<>(List.of("unshare", "--net", "sh", "-c", SIDE_BY_SIDE, "sh"));
        line.addAll(List.of(folder.toString(), "renderowl-monitoring", "staging"));
        line.addAll(command.line());
        return new Command(line, command.directory(), command.environment(), command.scan());
    }

    private static void openToAll(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
