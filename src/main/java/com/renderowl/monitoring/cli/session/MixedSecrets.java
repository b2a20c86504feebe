package com.renderowl.monitoring.cli.session;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Project;
import com.renderowl.monitoring.config.InvalidConfigurationException;
import com.renderowl.monitoring.config.KeyPath;
import com.renderowl.monitoring.config.Problem;
import java.nio.file.Path;
import java.util.List;

/**
 * Secrets in clear beside encrypted ones. The engine hands all of them to the program as secret as soon as one of them is
 * encrypted, so only the file shows that another one is not.
 */
public final class MixedSecrets {

    private MixedSecrets() {}

    /**
     * Ends a command whose stack has such secrets. If all are in clear, the program itself refuses them.
     *
     * @throws CommandFailure with the secrets' names and the fix, without their values
     */
    public static void refuse(Project project, String stack, Path configFile) {
        StackFile file = StackFile.read(configFile);
        List<Problem> problems = file.clearSecrets(project.name()).stream()
                .map(path -> new Problem(
                        path,
                        "is stored in clear text beside encrypted ones",
                        "values that were set with --secret",
                        "change what was exposed, then set it again: ./monitoring config set --secret --path "
                                + KeyPath.quoted(path) + " --stack " + stack))
                .toList();
        if (!problems.isEmpty() && file.hasEncryptedSecrets(project.name())) {
            throw new CommandFailure(
                    ExitCode.USAGE, String.valueOf(new InvalidConfigurationException(problems).getMessage()));
        }
    }
}
