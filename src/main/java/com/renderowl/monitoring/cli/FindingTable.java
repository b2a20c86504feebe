package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.doctor.Finding;
import com.renderowl.monitoring.cli.support.Console;
import java.util.List;
import java.util.Locale;

/** Findings as people read them: subject, state, and what was found. */
final class FindingTable {

    private static final int SUBJECT = 20;

    private FindingTable() {}

    static void print(List<Finding> findings, Console console) {
        int width = Math.max(
                SUBJECT,
                findings.stream()
                        .mapToInt(finding -> finding.subject().length())
                        .max()
                        .orElse(SUBJECT));
        for (Finding finding : findings) {
            List<String> lines = finding.detail().lines().toList();
            for (int line = 0; line < lines.size(); line++) {
                console.print(String.format(
                        Locale.ROOT,
                        "%-" + width + "s %-8s %s",
                        line == 0 ? finding.subject() : "",
                        line == 0 ? finding.state().word() : "",
                        lines.get(line)));
            }
        }
    }
}
