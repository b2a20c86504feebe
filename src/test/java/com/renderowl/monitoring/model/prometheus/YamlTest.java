package com.renderowl.monitoring.model.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class YamlTest {

    @Test
    void equalPartsAreWrittenOutInsteadOfReferredTo() {
        List<String> shared = List.of("one");

        assertThat(Yaml.write(Yaml.map("first", shared, "second", shared)))
                .isEqualTo("first:\n  - one\nsecond:\n  - one\n");
    }

    @Test
    void keysStandInTheOrderInWhichTheyWerePutAndNullsAreLeftOut() {
        assertThat(Yaml.write(Yaml.map("z", 1, "nothing", null, "a", true))).isEqualTo("z: 1\na: true\n");
    }

    @Test
    void textsStayTexts() {
        String long100 = "word ".repeat(19) + "words";

        assertThat(Yaml.write(Map.of("text", "true"))).isEqualTo("text: 'true'\n");
        assertThat(Yaml.write(Map.of("text", "10"))).isEqualTo("text: '10'\n");
        assertThat(Yaml.write(Map.of("text", long100))).isEqualTo("text: " + long100 + "\n");
    }
}
