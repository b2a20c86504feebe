package com.renderowl.monitoring.cli.session;

import com.renderowl.monitoring.cli.engine.PulumiProgram;
import com.renderowl.monitoring.cli.support.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A session with an empty state of its own, in a folder that looks like the project: whatever the engine does there
 * never reaches the real state. Secrets of the configuration are not in it, as it has its own passphrase.
 */
public final class ScratchSession {

    private ScratchSession() {}

    /**
     * Opens it.
     *
     * @param project the real one
     * @param session the real one, for its engine and plugins
     * @param config of the stack
     * @param folder an empty, private folder, which the caller deletes
     */
    public static Session open(Project project, Session session, StackFile config, Path folder) {
        Path state = folder.resolve("state");
        PrivateFiles.createFolder(state);
        Path file = folder.resolve("Pulumi." + session.stack() + ".yaml");
        Path passphrase = folder.resolve("passphrase");
        try {
            Files.copy(project.folder().resolve("Pulumi.yaml"), folder.resolve("Pulumi.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrivateFiles.write(file, config.withoutSecrets());
        PrivateFiles.write(passphrase, Passphrase.random());
        Map<String, String> variables = new HashMap<>(session.pulumi().environment());
        variables.put("PULUMI_BACKEND_URL", StateFolder.url(state));
        variables.remove(Passphrase.VALUE);
        variables.put(Passphrase.FILE, passphrase.toString());
        PulumiProgram pulumi = new PulumiProgram(session.pulumi().executable(), folder, variables);
        Sessions.create(pulumi, session.stack());
        return new Session(
                session.stack(),
                new Backend.Embedded(state),
                file,
                pulumi,
                Optional.of(new StateFolder(state, project.name(), session.stack())));
    }
}
