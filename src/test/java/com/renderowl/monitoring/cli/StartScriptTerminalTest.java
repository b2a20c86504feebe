package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.Wait;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the start script finds out of the locale and the terminal it is called in; {@code script} makes the terminal. */
class StartScriptTerminalTest extends StartScriptProject {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    @ParameterizedTest
    @CsvSource({
        "LANG, '', C.UTF-8",
        "LC_ALL, C, C.UTF-8",
        "LC_CTYPE, POSIX, C.UTF-8",
        "LC_ALL, xx_XX.UTF-8, C.UTF-8",
        "LANG, C.UTF-8, the user's",
        "LC_ALL, C.UTF-8, C.UTF-8",
        "LANG, de_DE.ISO-8859-1, the user's",
    })
    void javaGetsTheUsersLocaleOrOneThatKnowsEveryLetter(String variable, String locale, String expected)
            throws IOException {
        program("jdk/bin/java", "echo \"${LC_ALL-the user's}\"");

        assertThat(command(project.resolve("monitoring"))
                        .with(Map.of(variable, locale))
                        .run()
                        .requireOutput())
                .isEqualTo(expected + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "./monitoring, true, true",
        "cat pom.xml | ./monitoring, false, true",
        "./monitoring </dev/null, false, true",
        "setsid --wait ./monitoring, true, false",
        "set -m; ./monitoring </dev/null & wait, false, false",
    })
    void ctrlCReachesWhatIsInTheForegroundWhateverItsInputIs(String line, boolean terminal, boolean foreground)
            throws IOException {
        String seen = command(Path.of("/usr/bin/script"), "-qec", "cd '" + project + "'; " + line, "/dev/null")
                .with(Map.of("SHELL", "/bin/bash"))
                .run()
                .requireOutput();

        assertThat(seen)
                .contains("<-Dmonitoring.terminal=" + terminal + ">", "<-Dmonitoring.foreground=" + foreground + ">");
    }

    /** The engine takes a second signal for the wish to stop at once, which leaves resources that no state knows. */
    @ParameterizedTest
    @ValueSource(strings = {"./monitoring", "cat pom.xml | ./monitoring", "./monitoring </dev/null"})
    void ctrlCIsOneSignalForTheEngine(String line) throws Exception {
        program(
                "engine",
                """
                trap 'echo INT >>signals' INT
                trap 'echo TERM >>signals' TERM
                : >ready
                until [ -s signals ]; do sleep 0.1; done
                sleep 2""");
        run();
        program(
                "jdk/bin/java",
                """
                for word in "$@"; do
                  case "$word" in -Dmonitoring.foreground=*) property="$word" ;; esac
                done
                exec '%s/bin/java' "$property" -cp '%s' %s '%s'"""
                        .formatted(
                                System.getProperty("java.home"),
                                Path.of("target/classes").toAbsolutePath() + ":"
                                        + Path.of("target/test-classes").toAbsolutePath(),
                                InterruptedEngine.class.getName(),
                                folder.resolve("engine")));
        // A job in the background of a script ignores the signal, and hands that on to all that it starts.
        ProcessBuilder builder = new ProcessBuilder(
                        "env", "--default-signal=INT", "script", "-qec", "cd '" + project + "'; " + line, "/dev/null")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("screen").toFile());
        builder.environment().put("JAVA_HOME", jdk.toString());
        Process terminal = builder.start();
        try (OutputStream keyboard = terminal.getOutputStream()) {
            Wait.until("the engine runs", DEADLINE, () -> Files.exists(project.resolve("ready")));
            keyboard.write(3);
            keyboard.flush();
            assertThat(terminal.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            terminal.destroyForcibly();
        }

        assertThat(project.resolve("signals")).hasContent("INT");
    }
}
