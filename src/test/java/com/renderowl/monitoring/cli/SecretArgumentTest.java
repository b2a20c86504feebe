package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretArgumentTest {

    private static List<String> words(String line) {
        return new ArrayList<>(List.of(line.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config set --secret key planted",
                "config set key planted --secret",
                "config set --secret --path a.b planted",
                "config set --type string --secret key planted"
            })
    void takesTheValueOut(String line) {
        List<String> command = words(line);

        assertThat(SecretArgument.takeFrom(command)).contains("planted");
        assertThat(command).doesNotContain("planted").hasSize(words(line).size() - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config",
                "config set key value",
                "config set --secret key",
                "config set --secret --type string key",
                "config get key --secret x",
                "config rm --path a.b"
            })
    void leavesOtherCommandsAlone(String line) {
        List<String> command = words(line);

        assertThat(SecretArgument.takeFrom(command)).isEmpty();
        assertThat(command).isEqualTo(words(line));
    }
}
