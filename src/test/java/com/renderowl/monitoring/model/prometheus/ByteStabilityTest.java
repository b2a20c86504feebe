package com.renderowl.monitoring.model.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.TestStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A file that changes without a change of the configuration would be an update on every run. */
@Tag("unit")
class ByteStabilityTest {

    private static final String CONFIG =
            """
            prometheus: {externalLabels: {region: eu, cluster: blue, stage: staging, owner: video}}
            applications:
              backend: {selector: {app: shop, release: blue, tier: api, track: stable}}
            """;

    /** The same as {@link #CONFIG}, written in another order. */
    private static final String REORDERED =
            """
            applications:
              backend: {selector: {track: stable, tier: api, release: blue, app: shop}}
            prometheus: {externalLabels: {stage: staging, owner: video, region: eu, cluster: blue}}
            """;

    /** Prints the file; run in a Java of its own. */
    public static void main(String[] arguments) {
        System.out.print(text(CONFIG));
    }

    @Test
    void sameConfigurationMakesTheSameBytes() {
        assertThat(text(CONFIG)).isEqualTo(text(CONFIG)).endsWith("\n").doesNotContain("\r");
    }

    @Test
    void orderOfLabelsMakesNoDifference() {
        assertThat(text(REORDERED)).isEqualTo(text(CONFIG));
    }

    @Test
    void anotherJavaMakesTheSameBytes() throws IOException, InterruptedException {
        // The iteration order of Map.of and Set.of is drawn anew by every Java virtual machine.
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ByteStabilityTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String other = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor()).isZero();
        assertThat(other).isEqualTo(text(CONFIG));
    }

    private static String text(String config) {
        return PrometheusConfiguration.of(TestStack.model(config)).toYaml();
    }
}
