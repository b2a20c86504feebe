package com.renderowl.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.rules.RuleTestFile.Case;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Every alert has a test of every kind, by name, or {@code cases-not-applicable.yaml} says why that kind does not apply.
 * What the tests are worth, mutation shows.
 */
class RuleCasesTest {

    private static final List<String> KINDS =
            List.of("fires", "stays silent", "target absent", "idle", "edge of for", "edge of threshold");

    private static final List<String> ALERTS =
            Rule.alerts().stream().map(Rule::name).toList();

    private static final List<Case> CASES =
            RuleTestFile.all().stream().flatMap(file -> file.cases().stream()).toList();

    @Test
    void everyAlertHasEveryKindOfCase() throws Exception {
        Map<String, Map<String, String>> notApplicable = notApplicable();
        List<String> missing = new ArrayList<>();
        for (String alert : ALERTS) {
            for (String kind : KINDS) {
                if (!has(alert, kind)
                        && !notApplicable.getOrDefault(alert, Map.of()).containsKey(kind)) {
                    missing.add(alert + " / " + kind);
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void whatDoesNotApplyHasAReasonAndNoCase() throws Exception {
        notApplicable().forEach((alert, kinds) -> {
            assertThat(ALERTS).contains(alert);
            kinds.forEach((kind, reason) -> {
                assertThat(KINDS).contains(kind);
                assertThat(has(alert, kind)).as("%s / %s exists", alert, kind).isFalse();
                assertThat(reason).hasSizeGreaterThan(20);
            });
        });
    }

    @Test
    void everyCaseIsAboutItsAlert() {
        assertThat(CASES).extracting(Case::name).doesNotHaveDuplicates();
        assertThat(CASES).allSatisfy(test -> {
            assertThat(ALERTS).contains(test.alert());
            assertThat(test.checked()).as(test.name()).containsExactly(test.alert());
        });
    }

    private static boolean has(String alert, String kind) {
        return CASES.stream()
                .anyMatch(test -> test.alert().equals(alert) && test.title().equals(kind));
    }

    private static Map<String, Map<String, String>> notApplicable() throws Exception {
        try (InputStream stream = RuleCasesTest.class.getResourceAsStream("/promtool/cases-not-applicable.yaml")) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
        }
    }
}
