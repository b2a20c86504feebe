package com.renderowl.monitoring.rules.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.rules.Rule;
import com.renderowl.monitoring.rules.promql.PromqlParser;
import com.renderowl.monitoring.units.PrometheusDuration;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Every mutant of every rule must fail some test, or stand in {@code equivalent-mutants.yaml} with the reason why no test
 * can tell it from the rule.
 */
@Tag("rules")
@RequiresTools({"prometheus", "promtool"})
@ExtendWith(PromqlParser.Extension.class)
class RuleMutationTest {

    /** So many promtools run at a time. */
    private static final int PARALLEL = 2;

    private static final Map<String, Map<String, String>> EQUIVALENT = equivalent();

    private static final Map<String, String> REPORT = new TreeMap<>();

    static Stream<String> rules() {
        return Rule.all().stream().map(Rule::name);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyMutantIsKilled(String name, PromqlParser parser) {
        Rule rule = Rule.all().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        MutantTrial trial = new MutantTrial(rule);
        PrometheusDuration step = trial.files().stream()
                .map(file -> file.step())
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new AssertionError("no test file is about " + name));
        List<Mutant> mutants = Mutant.of(rule, step, parser);

        Set<String> survivors = survivors(rule, mutants, trial);

        Map<String, String> equivalent = EQUIVALENT.getOrDefault(name, Map.of());
        long total = mutants.size() - equivalent.size();
        long killed = mutants.size() - survivors.size();
        REPORT.put(
                name,
                String.format(
                        Locale.ROOT,
                        "%3d cases, %3d of %3d mutants killed, %d equivalent",
                        trial.cases(),
                        killed,
                        total,
                        equivalent.size()));
        assertThat(survivors)
                .as("mutants of %s that no test notices, beside those in equivalent-mutants.yaml", name)
                .containsExactlyInAnyOrderElementsOf(equivalent.keySet());
    }

    @Test
    void equivalentMutantsBelongToARuleAndHaveAReason() {
        EQUIVALENT.forEach((rule, reasons) -> {
            assertThat(rules()).contains(rule);
            assertThat(reasons.values()).allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(20));
        });
    }

    @AfterAll
    static void report() {
        REPORT.forEach((rule, result) -> System.out.printf("%-46s %s%n", rule, result));
    }

    /** The first version is the rule itself: it must pass, or a failing mutant would mean nothing. */
    private static Set<String> survivors(Rule rule, List<Mutant> mutants, MutantTrial trial) {
        List<Rule> versions = new ArrayList<>(List.of(rule));
        mutants.forEach(mutant -> versions.add(mutant.rule()));
        int share = (versions.size() + PARALLEL - 1) / PARALLEL;
        List<Boolean> failures = IntStream.range(0, PARALLEL)
                .parallel()
                .mapToObj(part -> versions.subList(
                        Math.min(versions.size(), part * share), Math.min(versions.size(), (part + 1) * share)))
                .map(part -> failures(part, trial))
                .flatMap(List::stream)
                .toList();
        assertThat(failures.get(0)).as("the tests of %s pass", rule.name()).isFalse();
        return IntStream.range(0, mutants.size())
                .filter(index -> !failures.get(index + 1))
                .mapToObj(index -> mutants.get(index).what())
                .collect(Collectors.toSet());
    }

    private static List<Boolean> failures(List<Rule> versions, MutantTrial trial) {
        if (versions.isEmpty()) {
            return List.of();
        }
        try (TemporaryDirectory directory = TemporaryDirectory.create("mutants")) {
            return trial.failures(versions, directory.path());
        }
    }

    private static Map<String, Map<String, String>> equivalent() {
        try (InputStream stream = RuleMutationTest.class.getResourceAsStream("/promtool/equivalent-mutants.yaml")) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
