package com.renderowl.monitoring.cli.engine;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.Console;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Interruption;
import com.renderowl.monitoring.cli.support.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs that {@code tools/build} makes from source. */
public final class Tools {

    private static final int GO_MISSING = 3;

    private final Project project;
    private final Console console;

    /**
     * @param project where the tools belong to
     * @param console gets what the build says, as it comes
     */
    public Tools(Project project, Console console) {
        this.project = project;
        this.console = console;
    }

    /**
     * Builds groups of programs where they are missing or stale.
     *
     * @throws CommandFailure when that fails; the script has said why by then
     */
    public void build(List<String> groups) {
        int status = run(Redirect.INHERIT, groups);
        if (status == GO_MISSING) {
            throw new CommandFailure(ExitCode.MISSING, "");
        }
        if (status != 0) {
            throw new CommandFailure(
                    ExitCode.FAILED, "The tools could not be built: " + String.join(", ", groups) + " (see above).");
        }
        console.messages().flush();
    }

    /**
     * The same, and says first why it takes long, unless all is there.
     *
     * @param reason why they are built, how long that takes and what avoids it
     */
    void build(List<String> groups, String reason) {
        if (!areBuilt(groups)) {
            console.say(reason);
        }
        build(groups);
    }

    /** Whether the groups are built and up to date; builds nothing. */
    public boolean areBuilt(List<String> groups) {
        List<String> arguments = new ArrayList<>(List.of("--check"));
        arguments.addAll(groups);
        return run(Redirect.DISCARD, arguments) == 0;
    }

    /** What {@code tools/build --list} says, line by line. */
    public List<String> list() {
        try {
            Process process = new ProcessBuilder(script(), "--list")
                    .redirectError(Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while listing the tools", e);
        }
    }

    private int run(Redirect output, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(script()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output)
                    .redirectError(Redirect.INHERIT)
                    .start();
            Interruption.attach(process);
            try {
                return process.waitFor();
            } finally {
                // Whoever does not wait for it any more needs it no more; one that has ended does not mind.
                process.destroy();
                Interruption.detach(process);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + script(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while building tools", e);
        }
    }

    private String script() {
        return project.folder().resolve("tools").resolve("build").toString();
    }
}
