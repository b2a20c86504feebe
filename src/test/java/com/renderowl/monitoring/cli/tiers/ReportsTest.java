package com.renderowl.monitoring.cli.tiers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

    @TempDir
    private Path folder;

    @Test
    void whatFailedIsToldInALineWithWhatWasWrong() throws IOException {
        write(
                "TEST-a.xml",
                """
                <testsuite name="com.example.DoorTest" tests="3" errors="1" failures="1" skipped="0" time="1,001.5">
                  <testcase name="opens" classname="com.example.DoorTest" time="1"/>
                  <testcase name="closes" classname="com.example.DoorTest" time="1">
                    <failure message="&#10;expected: &quot;shut&quot;&#10; but was: &quot;ajar&quot;&#10;%s" type="java.lang.AssertionError">at ...</failure>
                  </testcase>
                  <testcase name="locks" classname="com.example.DoorTest" time="1">
                    <error type="java.lang.StackOverflowError">at ...</error>
                  </testcase>
                </testsuite>
                """
                        .formatted("!".repeat(400)));
        write(
                "TEST-b.xml",
                """
                <testsuite name="com.example.RoofTest" tests="2" errors="0" failures="0" skipped="2" time="0.5">
                  <testcase name="holds" classname="com.example.RoofTest" time="0"><skipped message="needs root"/></testcase>
                  <testcase name="leaks" classname="com.example.RoofTest" time="0"><skipped message="needs root"/></testcase>
                </testsuite>
                """);
        Path tables = Files.writeString(folder.resolve("report.txt"), "first\nsecond\n");

        assertThat(Reports.read(Tier.NODE, folder, tables))
                .isEqualTo(new TierResult(
                        Tier.NODE,
                        5,
                        2,
                        2,
                        1002,
                        List.of("DoorTest 1002 s", "RoofTest 1 s"),
                        List.of(
                                "DoorTest.closes: expected: \"shut\" but was: \"ajar\" " + "!".repeat(300 - 33),
                                "DoorTest.locks: java.lang.StackOverflowError"),
                        List.of("needs root"),
                        List.of("first", "second")));
    }

    @Test
    void withoutReportsNothingRan() {
        assertThat(Reports.read(Tier.UNIT, folder.resolve("none"), folder.resolve("none.txt")))
                .isEqualTo(new TierResult(Tier.UNIT, 0, 0, 0, 0, List.of(), List.of(), List.of(), List.of()));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
