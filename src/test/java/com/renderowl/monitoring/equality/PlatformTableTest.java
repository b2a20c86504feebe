package com.renderowl.monitoring.equality;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PlatformTableTest {

    @Test
    void thePageShowsTheTableThatIsTested() throws IOException {
        assertThat(Files.readString(Tools.projectRoot().resolve("docs/platforms.md")))
                .contains("\n\n" + Differences.markdown() + "\n");
    }
}
