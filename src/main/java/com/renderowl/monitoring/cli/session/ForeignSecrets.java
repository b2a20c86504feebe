package com.renderowl.monitoring.cli.session;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Project;
import com.renderowl.monitoring.config.KeyPath;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Encrypted values that came into a private copy of a stack's file with the committed one. They were encrypted for the
 * state that the file belongs to, so the private state cannot read them.
 */
public final class ForeignSecrets {

    private ForeignSecrets() {}

    /** Their paths, such as {@code secrets.redisPassword}; none where the session uses the committed file itself. */
    static List<String> of(Project project, Session session) {
        if (!(session.backend() instanceof Backend.Embedded)) {
            return List.of();
        }
        SortedMap<String, String> encrypted =
                StackFile.read(session.configFile()).encrypted(project.name());
        // No two encryptions have the same result, so a text that is in both files was not encrypted here.
        encrypted
                .values()
                .retainAll(StackFile.read(project.stackFile(session.stack()))
                        .encrypted(project.name())
                        .values());
        return List.copyOf(encrypted.keySet());
    }

    /**
     * Ends a command that has to decrypt the stack's configuration and could not.
     *
     * @throws CommandFailure with the ways out
     */
    public static void refuse(Project project, Session session) {
        List<String> paths = of(project, session);
        if (paths.isEmpty()) {
            return;
        }
        String file = project.stackFile(session.stack()).getFileName().toString();
        List<String> lines = new ArrayList<>();
        lines.add(file
                + " has values that are encrypted with its team's passphrase, which the private state in .monitoring"
                + " does not have: " + String.join(", ", paths) + ".");
        lines.add("To use the team's state, set PULUMI_BACKEND_URL to it and PULUMI_CONFIG_PASSPHRASE_FILE to the file"
                + " with the team's passphrase. To try something out of your own, replace each value:");
        paths.forEach(path -> lines.add(
                "  ./monitoring config set --secret --path " + KeyPath.quoted(path) + " --stack " + session.stack()));
        if (StackFile.read(session.configFile())
                .withPlaceholders(project.name())
                .isPresent()) {
            lines.add("To see what would be deployed, no secret is needed: ./monitoring render " + session.stack());
        }
        throw new CommandFailure(ExitCode.MISSING, String.join("\n", lines));
    }
}
