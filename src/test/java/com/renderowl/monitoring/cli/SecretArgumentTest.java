package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.renderowl.monitoring.cli.support.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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
                "config set --type string --secret key planted",
                "config set --secret=true key planted",
                "config set --secret=T --path a.b planted",
                "config set --secret key planted --path"
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
                "config set --secret=false key value",
                "config set-all --plaintext key=value",
                "config set-all --json {\"key\":{\"value\":\"x\",\"secret\":false}}",
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config set-all --secret secrets.redisPassword=planted",
                "config set-all --plaintext a=b --secret=secrets.redisPassword=planted --path",
                "config set-all --json {\"key\":{\"value\":\"planted\",\"secret\":true}}",
            })
    void severalAtOnceWouldShowThem(String line) {
        assertThatThrownBy(() -> SecretArgument.takeFrom(words(line)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("./monitoring config set --secret --path KEY")
                .hasMessageNotContaining("planted");
    }

    @Test
    void aValueThatTheLocaleHasDamagedIsRefused() {
        List<String> command = words("config set --secret key p\uFFFD55w");

        assertThatThrownBy(() -> SecretArgument.takeFrom(command))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("LC_ALL")
                .hasMessageNotContaining("55w");
        assertThat(SecretArgument.takeFrom(words("config set --secret key p\u00e455w\u2605")))
                .contains("p\u00e455w\u2605");
    }
}
