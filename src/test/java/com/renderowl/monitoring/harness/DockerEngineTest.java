package com.renderowl.monitoring.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("docker")
class DockerEngineTest {

    @TempDir
    private Path directory;

    private String left = "";
    private String used = "";

    @AfterEach
    void removeLinks() {
        ip("delete", left);
        ip("delete", used);
        ip("delete", "rowl-other");
    }

    @Test
    void removesTheBridgeAndTheEngineOfTestsThatWereKilledAndNoOther() throws IOException, InterruptedException {
        assumeTrue(Privileges.isRoot());
        Process tests = new ProcessBuilder("sleep", "600").start();
        left = DockerEngine.BRIDGE + tests.pid();
        ip("add", left, "type", "bridge");
        Process engine = new ProcessBuilder("sh", "-c", "read line", "dockerd", "--bridge=" + left).start();
        Process running = new ProcessBuilder("sleep", "600").start();
        used = DockerEngine.BRIDGE + running.pid();
        ip("add", used, "type", "bridge");
        ip("add", "rowl-other", "type", "bridge");
        try {
            DockerEngine.removeLeft(directory);
            assertThat(isLink(left)).as("its tests run").isTrue();
            assertThat(engine.isAlive()).isTrue();

            tests.destroyForcibly().waitFor();
            DockerEngine.removeLeft(directory);
            assertThat(isLink(left)).isFalse();
            assertThat(engine.waitFor()).isNotZero();
            assertThat(isLink(used)).isTrue();
            assertThat(isLink("rowl-other")).isTrue();
        } finally {
            tests.destroyForcibly();
            engine.destroyForcibly();
            running.destroyForcibly();
        }
    }

    private static boolean isLink(String name) {
        return Files.exists(Path.of("/sys/class/net", name));
    }

    private void ip(String action, String... arguments) {
        Command.in(directory, Path.of("ip"), "link", action)
                .andArguments(List.of(arguments))
                .run();
    }
}
