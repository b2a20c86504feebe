package com.renderowl.monitoring.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.node.LeakSearch.Finding;
import com.renderowl.monitoring.node.LeakSearch.Kind;
import com.renderowl.monitoring.proof.PlantedSecrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class LeakSearchTest {

    private final PlantedSecrets planted = PlantedSecrets.named("secret", "other");
    private final LeakSearch search = new LeakSearch(planted);

    @TempDir
    private Path directory;

    @Test
    void packedFilesAreUnpackedAsFarAsTheyGo() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream unpacked = new GZIPOutputStream(packed)) {
            unpacked.write(("x " + planted.word("secret")).getBytes(StandardCharsets.UTF_8));
        }
        Path whole = Files.write(directory.resolve("whole"), packed.toByteArray());
        // The last eight bytes are a checksum and a length, which a program that is killed does not write.
        Path cutOff = Files.write(directory.resolve("cut-off"), Arrays.copyOf(packed.toByteArray(), packed.size() - 8));

        search.file(Kind.PROJECT, "whole", whole);
        search.file(Kind.PROJECT, "cut off", cutOff);

        assertThat(search.findings())
                .isEqualTo(Set.of(
                        new Finding("secret", Kind.PROJECT, "whole"), new Finding("secret", Kind.PROJECT, "cut off")));
    }

    @Test
    void smallAndMissingFilesAreNoTrouble() throws IOException {
        search.file(Kind.PROJECT, "empty", Files.createFile(directory.resolve("empty")));
        search.file(Kind.PROJECT, "small", Files.writeString(directory.resolve("small"), "x"));
        search.file(Kind.PROJECT, "missing", directory.resolve("missing"));

        assertThat(search.findings()).isEmpty();
        assertThat(search.amounts().get(Kind.PROJECT)).isEqualTo(new LeakSearch.Amount(3, 1));
    }

    @Test
    void onlyWhatIsPermittedIsPermitted() {
        PermittedPlaces permitted = new PermittedPlaces();
        Finding exporter = new Finding(
                "redisPassword", Kind.ENVIRONMENT, "redis_exporter in monitoring/redis-exporter-6f7d9-abcde");
        Finding prometheus =
                new Finding("redisPassword", Kind.ENVIRONMENT, "prometheus in monitoring/prometheus-6f7d9-abcde");
        Finding ofAnother =
                new Finding("pagerKey", Kind.ENVIRONMENT, "redis_exporter in monitoring/redis-exporter-6f7d9-abcde");
        Finding output = new Finding("redisPassword", Kind.OUTPUT, "run-3/output");

        assertThat(permitted.violations(
                        Set.of(exporter, prometheus, ofAnother, output), Set.of("redisPassword", "pagerKey")))
                .isEqualTo(Set.of(prometheus, ofAnother, output));
        assertThat(permitted.violations(Set.of(exporter), Set.of("redisPassword, second")))
                .as("after it was replaced by another")
                .isEqualTo(Set.of(exporter));
    }
}
