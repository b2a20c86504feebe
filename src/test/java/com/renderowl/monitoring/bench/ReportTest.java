package com.renderowl.monitoring.bench;

import static com.renderowl.monitoring.bench.Phases.Phase.COMMAND;
import static com.renderowl.monitoring.bench.Phases.Phase.END;
import static com.renderowl.monitoring.bench.Phases.Phase.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ReportTest {

    private final Report report = new Report();

    @Test
    void aimsStandBesideTheTimes() {
        Spread fast = new Spread(1_900, 1_800, 2_400);
        report.add("a preview", fast, 2.0);
        report.add("a slow one", new Spread(2_100, 2_000, 2_200), 2.0);
        report.add("a larger one", new Spread(2_280, 2_100, 3_000), fast, 1.5);
        report.add("a much larger one", new Spread(3_800, 3_700, 3_900), fast, 1.5);
        report.add("without an aim", new Spread(12_345, 1, 99_999));
        report.addSkipped("another", "it is not there");

        assertThat(String.join("\n", report.lines()))
                .isEqualTo(
                        """
                        seconds                                       median     min     max   aim
                        a preview                                       1.90    1.80    2.40   2.0 (met)
                        a slow one                                      2.10    2.00    2.20   2.0 (missed)
                        a larger one                                    2.28    2.10    3.00   1.5 times; is 1.20 (met)
                        a much larger one                               3.80    3.70    3.90   1.5 times; is 2.00 (missed)
                        without an aim                                 12.35    0.00  100.00
                        another                                      skipped: it is not there""");
    }

    @Test
    void partsStandBesideEachOtherWithTheirShares() {
        Phases java = new Phases(Map.of(START, 250.0, COMMAND, 500.0, END, 250.0));
        Phases python = new Phases(Map.of(START, 1_000.0, END, 3_000.0));

        report.addPhases(List.of(java), List.of(python));

        assertThat(String.join("\n", report.lines()))
                .contains(
                        """
                        where the time goes (median seconds, share)     ./monitoring          Python
                        """,
                        """
                        start of Java, or Python and imports             0.25   25 %     1.00   25 %
                        command, until the engine starts                 0.50   50 %               -
                        """)
                .endsWith("end                                              0.25   25 %     3.00   75 %");
    }

    @Test
    void withoutPythonThereIsOneColumn() {
        report.addPhases(List.of(new Phases(Map.of(START, 100.0))), List.of());

        assertThat(report.lines()).noneMatch(line -> line.contains("Python") && !line.contains("imports"));
    }
}
