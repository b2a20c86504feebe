package com.renderowl.monitoring.bench.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.renderowl.monitoring.capacity.MeasuredCosts;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.SeriesGenerator;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What plans are computed with is what a real Prometheus shows, at numbers of series other than those that it was measured
 * with. What does not depend on the machine's other work must be within 15%: bytes on disk, and the heap in use. Resident
 * memory does, by the garbage that is in it; it has a wider bound below and the same above.
 */
@Tag("rules")
@RequiresTools({"prometheus", SeriesGenerator.PROGRAM})
class CapacityAgainstPrometheusTest {

    private static final double PERCENT = 15;

    /** Enough that most of the memory is theirs. */
    private static final int SERIES = 30_000;

    private static final int SERIES_ON_DISK = 500;

    private static final long MEMORY_LIMIT = 2L << 30;

    /** Long enough for chunks that are full and mapped, and short enough to wait for. */
    private static final Duration HISTORY = Duration.ofMinutes(80);

    @Test
    void memoryIsAsPlanned() {
        try (MeasuredPrometheus prometheus = new MeasuredPrometheus(SERIES, List.of(MEMORY_LIMIT))) {
            double heapInUse = MemoryTrial.fill(prometheus, HISTORY);

            assertThat(prometheus.figures().series()).isBetween(SERIES * 1.0, SERIES * 1.01);
            assertThat(heapInUse)
                    .as("bytes of the heap that are in use")
                    .isCloseTo(Plans.heapInUse(SERIES), withinPercentage(PERCENT));
            double planned = Plans.of(SERIES).memory();
            assertThat(prometheus.watch().resident())
                    .as("most bytes of resident memory, %.0f planned", planned)
                    .isBetween(0.7 * planned, 1.15 * planned);
        }
    }

    @Test
    void bytesOnDiskAreAsPlanned() {
        DiskTrial trial = DiskTrial.run(SERIES_ON_DISK);

        assertThat(trial.log())
                .as("bytes of a sample in the write-ahead log")
                .isCloseTo(MeasuredCosts.LOG_BYTES_PER_SAMPLE, withinPercentage(PERCENT));
        assertThat(trial.blocks().get(18L))
                .as("bytes of a sample in a block of 18 hours")
                .isCloseTo(MeasuredCosts.BLOCK_BYTES_PER_SAMPLE.doubleValue(), withinPercentage(PERCENT));
        // Four segments of two hours each, and what was written while one was being cut off.
        assertThat(trial.logHours()).isBetween(6.0, 12.0);
    }
}
