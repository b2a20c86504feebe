package com.renderowl.monitoring.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.renderowl.monitoring.capacity.CapacityPlan.Resource;
import com.renderowl.monitoring.units.ByteQuantity;
import com.renderowl.monitoring.units.PrometheusDuration;
import com.renderowl.monitoring.units.PrometheusSize;
import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic. That its costs are true, {@code CapacityAgainstPrometheusTest} shows. */
@Tag("unit")
class CapacityPlanTest {

    private static final double HOUR = 3600;
    private static final double DAY = 24 * HOUR;

    @Test
    void blocksTakeWhatArrivesInTheRetentionAndInOneBlockMore() {
        DiskNeed disk = plan(50_000, "15d", "10GB", "2Gi").disk();

        // 18 hours is the longest of 2, 6, 18, 54 hours that is no more than a tenth of 15 days.
        assertThat((double) disk.blocks()).isCloseTo(50_000 / 15.0 * 1.43 * (15 * DAY + 18 * HOUR), within(1.0));
        assertThat(disk.total()).isEqualTo(disk.blocks() + disk.log() + disk.head());
    }

    @ParameterizedTest
    @CsvSource({"1h, 2", "15h, 2", "20h, 2", "59h, 2", "60h, 6", "7d, 6", "8d, 18", "15d, 18", "30d, 54", "1y, 486"})
    void blocksAreMergedUpToATenthOfTheRetention(String retention, int hours) {
        assertThat(DiskNeed.longestBlock(PrometheusDuration.parse(retention))).isEqualTo(hours * HOUR);
    }

    @Test
    void noBlockIsLongerThanAMonth() {
        assertThat(DiskNeed.longestBlock(PrometheusDuration.parse("20y"))).isEqualTo(486 * HOUR);
    }

    @Test
    void theLogGoesBackForEightHoursWhileItsSegmentsAreNotFullAndForFourAfterThat() {
        double perHour = HOUR / 15 * MeasuredCosts.LOG_BYTES_PER_SAMPLE;
        assertThat((double) plan(10_000, "15d", "10GB", "2Gi").disk().log())
                .isCloseTo(10_000 * perHour * 8, within(1.0));
        assertThat((double) plan(200_000, "15d", "10GB", "2Gi").disk().log())
                .isCloseTo(200_000 * perHour * 4, within(1.0));
        long before = 0;
        for (int series = 1_000; series < 200_000; series += 1_000) {
            long log = plan(series, "15d", "10GB", "2Gi").disk().log();
            assertThat(log).isGreaterThanOrEqualTo(before);
            before = log;
        }
    }

    @Test
    void asManySeriesFitAsAreSaidToFitAndNotOneMore() {
        CapacityPlan plan = plan(50_000, "15d", "10GB", "2Gi");
        int byDisk = (int) plan.seriesByDisk();
        int byMemory = (int) plan.seriesByMemory();

        assertThat(plan.shortages()).isEmpty();
        assertThat(plan.mostSeries()).isEqualTo(byDisk);
        assertThat(plan.limit()).isEqualTo(Resource.DISK);
        assertThat(plan(byDisk, "15d", "10GB", "2Gi").shortages()).isEmpty();
        assertThat(plan(byDisk + 1, "15d", "10GB", "2Gi").shortages()).containsExactly(Resource.DISK);
        assertThat(plan(byMemory, "15d", "1TB", "2Gi").shortages()).isEmpty();
        assertThat(plan(byMemory + 1, "15d", "1TB", "2Gi").shortages()).containsExactly(Resource.MEMORY);
        assertThat(plan(byMemory + 1, "15d", "1TB", "2Gi").limit()).isEqualTo(Resource.MEMORY);
    }

    @Test
    void whatIsSaidToSufficeSuffices() {
        CapacityPlan tooMuch = plan(700_000, "15d", "10GB", "2Gi");
        assertThat(tooMuch.shortages()).containsExactly(Resource.MEMORY, Resource.DISK);

        String memory = tooMuch.sufficientMemoryLimit().toString();
        String size = tooMuch.sufficientRetentionSize().toString();
        assertThat(plan(700_000, "15d", size, memory).shortages()).isEmpty();
        long less = tooMuch.sufficientMemoryLimit().bytes() - (256 << 20);
        assertThat(plan(700_000, "15d", size, new ByteQuantity(less).toString()).shortages())
                .containsExactly(Resource.MEMORY);
        long smaller = tooMuch.sufficientRetentionSize().bytes() - (1L << 30);
        assertThat(plan(700_000, "15d", new PrometheusSize(smaller).toString(), memory)
                        .shortages())
                .containsExactly(Resource.DISK);
    }

    @Test
    void asManyDaysFitAsAreSaidToFit() {
        CapacityPlan tooLong = plan(50_000, "60d", "10GB", "2Gi");
        long days = tooLong.sufficientDays();

        assertThat(days).isBetween(20L, 24L);
        assertThat(plan(50_000, days + "d", "10GB", "2Gi").shortages()).isEmpty();
        assertThat(plan(50_000, days + 1 + "d", "10GB", "2Gi").shortages()).containsExactly(Resource.DISK);
        assertThat(tooLong.daysKept()).isEqualTo(tooLong.daysThatFit()).isLessThan(days + 1.0);
        assertThat(plan(50_000, "15d", "10GB", "2Gi").daysKept()).isEqualTo(15);
        assertThat(plan(5_000_000, "15d", "10GB", "2Gi").sufficientDays()).isZero();
    }

    @Test
    void samplesMoreOftenOrLargerTakeMoreRoom() {
        CapacityDemand demand = demand(10_000, "15d", "10GB", "2Gi");
        CapacityDemand oftener = new CapacityDemand(
                10_000,
                PrometheusDuration.parse("5s"),
                demand.bytesPerSample(),
                demand.retention(),
                demand.retentionSize(),
                null,
                demand.memoryLimit());
        CapacityDemand larger = new CapacityDemand(
                10_000,
                demand.scrapeInterval(),
                new BigDecimal("2.86"),
                demand.retention(),
                demand.retentionSize(),
                null,
                demand.memoryLimit());

        DiskNeed disk = DiskNeed.of(demand);
        assertThat((double) DiskNeed.of(oftener).blocks()).isCloseTo(3.0 * disk.blocks(), within(2.0));
        assertThat(CapacityPlan.of(oftener).memory())
                .isEqualTo(CapacityPlan.of(demand).memory());
        assertThat((double) DiskNeed.of(larger).blocks()).isCloseTo(2.0 * disk.blocks(), within(2.0));
        assertThat(DiskNeed.of(larger).log()).isEqualTo(disk.log());
    }

    /** What the requirements say of Prometheus' own rule of thumb, 2 bytes a sample. */
    @Test
    void sixtyTwoThousandSeriesFitEvenAtTwoBytesASample() {
        long atTwoBytes = (10L << 30) * 15 / 2 / (15 * 86_400);
        assertThat(atTwoBytes).isBetween(62_000L, 62_200L);
        assertThat(plan(50_000, "15d", "10GB", "2Gi").seriesByDisk()).isGreaterThan(atTwoBytes);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "999, 999", "1000, 1000", "1009, 1000", "78012, 78000", "1501467, 1500000"})
    void seriesAreShownRoundedDown(long exact, long shown) {
        assertThat(CapacityPlan.rounded(exact)).isEqualTo(shown);
    }

    @Test
    void aMemoryThatIsTooSmallForPrometheusAloneIsEnoughForNoSeries() {
        assertThat(plan(1, "15d", "10GB", "64Mi").seriesByMemory()).isZero();
        assertThat(plan(1, "15d", "10GB", "64Mi").shortages()).containsExactly(Resource.MEMORY);
    }

    private static CapacityPlan plan(int series, String retention, String size, String memory) {
        return CapacityPlan.of(demand(series, retention, size, memory));
    }

    private static CapacityDemand demand(int series, String retention, String size, String memory) {
        return new CapacityDemand(
                series,
                PrometheusDuration.parse("15s"),
                MeasuredCosts.BLOCK_BYTES_PER_SAMPLE,
                PrometheusDuration.parse(retention),
                PrometheusSize.parse(size),
                ByteQuantity.parse("16Gi"),
                ByteQuantity.parse(memory));
    }
}
