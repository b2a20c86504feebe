package com.renderowl.monitoring.node;

import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.MonitoringCli;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The states that the command has kept of a stack, as their owner can read them, who has the passphrase.
 *
 * @param cli whose states they are
 */
record StateHistory(MonitoringCli cli, String stack) {

    private static final String STATES = ".pulumi/stacks/renderowl-monitoring/";

    /** The state after the first update, decrypted. */
    String first() {
        Path history = cli.file(".monitoring/state/.pulumi/history/renderowl-monitoring/" + stack);
        try (Stream<Path> files = Files.list(history)) {
            return decrypted(files.filter(file -> file.toString().endsWith(".checkpoint.json"))
                    .min(Comparator.naturalOrder())
                    .orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The state as it is, decrypted. */
    String now() {
        return decrypted(cli.file(".monitoring/state/" + STATES + stack + ".json"));
    }

    private String decrypted(Path checkpoint) {
        try (TemporaryDirectory directory = TemporaryDirectory.create("history")) {
            Path state = directory.path().resolve(STATES + stack + ".json");
            Files.createDirectories(state.getParent());
            Files.copy(checkpoint, state);
            Files.copy(cli.file("Pulumi.yaml"), directory.path().resolve("Pulumi.yaml"));
            return Command.in(
                            directory.path(),
                            Tools.require("pulumi"),
                            "stack",
                            "export",
                            "--show-secrets",
                            "--stack",
                            stack)
                    .with(Map.of(
                            "PULUMI_BACKEND_URL",
                            "file://" + directory.path(),
                            "PULUMI_CONFIG_PASSPHRASE_FILE",
                            cli.file(".monitoring/passphrase").toString()))
                    .run()
                    .requireOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
