package com.renderowl.monitoring.bench;

import com.google.gson.Gson;
import com.renderowl.monitoring.cli.session.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** Plain {@code pulumi preview} of a deployed stack: Pulumi's Java host runs the program from the jar. */
final class HostedPreview {

    private final Session session;
    private final Path folder;

    private HostedPreview(Session session, Path folder) {
        this.session = session;
        this.folder = folder;
    }

    /**
     * Prepares it.
     *
     * @param project has the stack and the jar
     * @param folder for a project file that names the jar; it is made
     */
    static HostedPreview prepare(ProjectCopy project, Path folder) {
        try {
            Files.createDirectory(folder);
            Map<String, Object> settings = new LinkedHashMap<>(new Yaml()
                    .<Map<String, Object>>load(Files.readString(project.folder().resolve("Pulumi.yaml"))));
            String jar = project.folder().resolve("target/monitoring.jar").toString();
            settings.put("runtime", Map.of("name", "java", "options", Map.of("binary", jar)));
            Files.writeString(folder.resolve("Pulumi.yaml"), new Gson().toJson(settings));
            return new HostedPreview(project.session(), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TimedRun run() {
        List<String> command = new ArrayList<>();
        command.add(session.pulumi().executable().toString());
        command.addAll(session.arguments("preview", "--expect-no-changes", "--non-interactive"));
        return TimedProcess.run(
                "pulumi preview", command, folder, session.pulumi().environment());
    }
}
