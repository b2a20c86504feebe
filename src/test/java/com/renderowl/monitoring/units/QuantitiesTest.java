package com.renderowl.monitoring.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Durations, sizes and shares: what is read, what it is worth, how it is printed, and that the print is read back. */
class QuantitiesTest {

    @ParameterizedTest
    @CsvSource({
        "1ms, 1, 1ms",
        "500ms, 500, 500ms",
        "15s, 15000, 15s",
        "90s, 90000, 90s",
        "60s, 60000, 1m",
        "1h30m, 5400000, 90m",
        "15d, 1296000000, 15d",
        "360h, 1296000000, 15d",
        "2w1d, 1296000000, 15d",
        "1y, 31536000000, 365d",
        "1y2w3d4h5m6s7ms, 33019506007, 33019506007ms",
        "0d12h, 43200000, 12h",
        "292y, 9208512000000, 106580d",
    })
    void duration(String text, long milliseconds, String printed) {
        PrometheusDuration duration = PrometheusDuration.parse(text);
        assertThat(duration.milliseconds()).isEqualTo(milliseconds);
        assertThat(duration).hasToString(printed);
        assertThat(PrometheusDuration.parse(printed)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not a duration",
        "15, is not a duration",
        "15 d, is not a duration",
        "15D, is not a duration",
        "1.5h, is not a duration",
        "-1h, is not a duration",
        "1m1h, is not a duration",
        "1h1h, is not a duration",
        "1000000000000000s, is not a duration",
        "0s, is not more than zero",
        "0, is not a duration",
        "293y, is longer than the 292 years that Prometheus can count",
        "999999999y, is longer than the 292 years that Prometheus can count",
    })
    void noDuration(String text, String reason) {
        assertThatThrownBy(() -> PrometheusDuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "1B, 1, 1B",
        "512MB, 536870912, 512MB",
        "10GB, 10737418240, 10GB",
        "10240MB, 10737418240, 10GB",
        "1500KB, 1536000, 1500KB",
        "8191PB, 9222246136947933184, 8191PB",
    })
    void size(String text, long bytes, String printed) {
        PrometheusSize size = PrometheusSize.parse(text);
        assertThat(size.bytes()).isEqualTo(bytes);
        assertThat(size).hasToString(printed);
        assertThat(PrometheusSize.parse(printed)).isEqualTo(size);
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not a size",
        "10, is not a size",
        "10Gi, is not a size",
        "10gb, is not a size",
        "1.5GB, is not a size",
        "-1GB, is not a size",
        "1e3GB, is not a size",
        "0GB, is not more than zero",
        "8192PB, is larger than any volume",
    })
    void noSize(String text, String reason) {
        assertThatThrownBy(() -> PrometheusSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "64Mi, 67108864, 64Mi",
        "1024Mi, 1073741824, 1Gi",
        "2Gi, 2147483648, 2Gi",
        "1.5Gi, 1610612736, 1536Mi",
        "0.5Ti, 549755813888, 512Gi",
        "512M, 512000000, 512M",
        "1000k, 1000000, 1M",
        "1000Ki, 1024000, 1000Ki",
        "1T, 1000000000000, 1T",
    })
    void bytes(String text, long bytes, String printed) {
        ByteQuantity quantity = ByteQuantity.parse(text);
        assertThat(quantity.bytes()).isEqualTo(bytes);
        assertThat(quantity).hasToString(printed);
        assertThat(ByteQuantity.parse(printed)).isEqualTo(quantity);
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not an amount of memory or storage",
        "512, is not an amount of memory or storage",
        "512m, is not an amount of memory or storage",
        "512MB, is not an amount of memory or storage",
        "512mi, is not an amount of memory or storage",
        "512 Mi, is not an amount of memory or storage",
        "-1Gi, is not an amount of memory or storage",
        "1e9k, is not an amount of memory or storage",
        "0Mi, is not more than zero",
        "0.0001Ki, 'is not a whole number of bytes, or too large'",
        "999999999999999Ti, 'is not a whole number of bytes, or too large'",
    })
    void noBytes(String text, String reason) {
        assertThatThrownBy(() -> ByteQuantity.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "250m, 250, 250m",
        "1000m, 1000, 1",
        "1, 1000, 1",
        "0.5, 500, 500m",
        "1.25, 1250, 1250m",
        "0.001, 1, 1m",
        "999999, 999999000, 999999",
    })
    void cpu(String text, long millicores, String printed) {
        CpuQuantity quantity = CpuQuantity.parse(text);
        assertThat(quantity.millicores()).isEqualTo(millicores);
        assertThat(quantity).hasToString(printed);
        assertThat(CpuQuantity.parse(printed)).isEqualTo(quantity);
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not a processor share",
        "250M, is not a processor share",
        "0.5m, is not a processor share",
        "0.0005, is not a processor share",
        "-1, is not a processor share",
        "1e3, is not a processor share",
        "1 core, is not a processor share",
        "0, is not more than zero",
        "0m, is not more than zero",
    })
    void noCpu(String text, String reason) {
        assertThatThrownBy(() -> CpuQuantity.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "128Gi, 128Gi",
        "137438953472, 128Gi",
        "1.5Ti, 1536Gi",
        "2Pi, 2048Ti",
        "10G, 10G",
        "1e3, 1k",
        "5E9, 5G",
        "1E, 1000000T",
        "0, ",
        "500m, ",
        "'', ",
        "much, ",
    })
    void amountsOfTheApiServer(String text, String printed) {
        assertThat(ByteQuantity.ofServer(text).map(ByteQuantity::toString).orElse(null))
                .isEqualTo(printed);
    }
}
