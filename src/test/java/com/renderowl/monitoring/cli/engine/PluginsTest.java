package com.renderowl.monitoring.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.support.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {

    @TempDir
    Path folder;

    @Test
    void engineFindsNoFolderForItsDebuggingLogs() {
        assertThat(logs()).isRegularFile().content().contains("Put a folder in its place");
    }

    @Test
    void folderForLogsIsTheUsersWish() throws IOException {
        Path logs = logs();
        Files.delete(logs);
        Files.createDirectory(logs);

        assertThat(logs()).isDirectory();
    }

    /** Where the engine wants its logs, after it was given its home. */
    private Path logs() {
        Project project = new Project(folder);
        Engine engine = new Engine(folder.resolve("pulumi"), "3.254.0", false);
        return Path.of(Plugins.privateHome(project, engine).get("PULUMI_HOME")).resolve("logs");
    }
}
