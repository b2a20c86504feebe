package com.renderowl.monitoring.rules.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.rules.Rule;
import com.renderowl.monitoring.rules.RuleTestFile;
import com.renderowl.monitoring.rules.promql.PromqlParser;
import com.renderowl.monitoring.units.PrometheusDuration;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    private static final Map<String, Result> REPORT = new TreeMap<>();

    /**
     * What came of a rule's mutants.
     *
     * @param cases how many tests each had to pass
     * @param killed how many failed one
     * @param total how many should have
     * @param equivalent how many no test can tell from the rule
     */
    private record Result(long cases, int killed, int total, int equivalent) {

        Result plus(Result other) {
            return new Result(
                    cases + other.cases, killed + other.killed, total + other.total, equivalent + other.equivalent);
        }

        void print(String rule) {
            System.out.printf("%-46s %6d %8d of %4d %11d%n", rule, cases, killed, total, equivalent);
        }
    }

    /** All rules, or the one that {@code -Dmonitoring.rule} names. */
    static Stream<String> rules() {
        String only = System.getProperty("monitoring.rule", "");
        return Rule.all().stream().map(Rule::name).filter(name -> only.isEmpty() || name.equals(only));
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
        REPORT.put(
                name,
                new Result(
                        trial.cases(),
                        mutants.size() - survivors.size(),
                        mutants.size() - equivalent.size(),
                        equivalent.size()));
        assertThat(survivors)
                .as("mutants of %s that no test notices, beside those in equivalent-mutants.yaml", name)
                .containsExactlyInAnyOrderElementsOf(equivalent.keySet());
    }

    @Test
    void equivalentMutantsBelongToARuleAndHaveAReason() {
        EQUIVALENT.forEach((rule, reasons) -> {
            assertThat(Rule.all()).extracting(Rule::name).contains(rule);
            assertThat(reasons.values()).allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(20));
        });
    }

    /** A recorded series is tested by the cases of the alerts that use it. */
    @AfterAll
    static void report() {
        System.out.printf("%n%-46s %6s %16s %11s%n", "rule", "cases", "mutants killed", "equivalent");
        REPORT.forEach((rule, result) -> result.print(rule));
        long cases = RuleTestFile.all().stream()
                .mapToLong(file -> file.cases().size())
                .sum();
        REPORT.values().stream()
                .reduce(Result::plus)
                .ifPresent(sum -> new Result(cases, sum.killed, sum.total, sum.equivalent).print("all"));
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
