package com.renderowl.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictJsonTest {

    @Test
    void keepsScalarsAsTheyWereWritten() throws InvalidJsonException {
        assertThat(StrictJson.parse("{\"a\": [1, 1.50, 1e+23, true, null, \"x\"], \"b\": {}}"))
                .hasToString("{\"a\":[1,1.50,1e+23,\"true\",null,\"x\"],\"b\":{}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "``; is not valid JSON",
                "{; is not valid JSON",
                "{\"a\": 1; is not valid JSON, near a",
                "{\"a\": {\"b\": x}}; is not valid JSON, near a.b",
                "{\"a\": [1, 2 3]}; is not valid JSON, near a[2]",
                "{a: 1}; is not valid JSON",
                "{'a': 1}; is not valid JSON",
                "{\"a\": 1,}; is not valid JSON, near a",
                "{\"a\": NaN}; is not valid JSON, near a",
                "{\"a\": Infinity}; is not valid JSON, near a",
                "{\"a\": 007}; is not valid JSON, near a",
                "{\"a\": TRUE}; is not valid JSON, near a",
                "{\"a\": 1} x; is not valid JSON",
                "{\"a\": 1}{}; is not valid JSON",
                "{\"a\": 1} // why; is not valid JSON",
                "[1,]; is not valid JSON, near [1]",
                "{\"a\": 1, \"a\": 2}; has a key twice, near a",
                "{\"a\": {\"b\": 1, \"c\": 1, \"b\": 2}}; has a key twice, near a.b",
            })
    void refuses(String text, String reason) {
        assertThatThrownBy(() -> StrictJson.parse(text))
                .isInstanceOf(InvalidJsonException.class)
                .hasNoCause()
                .hasMessage(reason);
    }

    @Test
    void refusesNestingThatWouldExhaustTheStack() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThatThrownBy(() -> StrictJson.parse(deep)).isInstanceOf(InvalidJsonException.class);
    }
}
