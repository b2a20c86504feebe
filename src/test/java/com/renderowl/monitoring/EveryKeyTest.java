package com.renderowl.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.config.InvalidConfigurationException;
import com.renderowl.monitoring.config.KeyReference;
import com.renderowl.monitoring.config.Problem;
import com.renderowl.monitoring.config.StackConfigReader;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * No key is silently without effect: each one of the reference, given a value that is not its default, is refused on a
 * platform or changes what is declared there.
 */
class EveryKeyTest {

    /** What only decides whether a configuration is accepted, or what commands say of it. */
    private static final Set<String> SAY_ONLY = Set.of(
            "platform", "capacity.bytesPerSample", "alertmanager.requireReceivers", "tls.ingress.unauthenticated");

    enum Where {
        KUBERNETES("platform: kubernetes"),
        OPERATOR("platform: operator"),
        EXISTING_PROMETHEUS(
                "{platform: operator, operator: {deployPrometheus: false, existingPrometheus: {namespace: platform}}}"),
        DOCKER("platform: docker");

        private final String config;

        Where(String config) {
            this.config = config;
        }

        Map<String, Object> with(Map<String, Object> settings) {
            Map<String, Object> whole = KeyExample.map(config);
            KeyExample.merge(whole, settings);
            return whole;
        }
    }

    /** What came of a configuration: what is declared and said, or why it is refused. */
    private record Outcome(int declared, List<Problem> problems) {
        boolean isRefused() {
            return !problems.isEmpty();
        }

        boolean names(String path) {
            return problems.stream()
                    .anyMatch(problem -> path.equals(problem.path())
                            || path.startsWith(problem.path() + ".")
                            || problem.toString().contains(path));
        }
    }

    @Test
    void isRefusedOrHasAnEffect() {
        Map<String, String> without = new TreeMap<>();
        Map<String, String> refusals = new TreeMap<>();
        Set<String> effective = new HashSet<>();
        for (Where where : Where.values()) {
            Map<Map<String, Object>, Outcome> companies = new HashMap<>();
            for (KeyReference key : StackConfigReader.reference()) {
                if (SAY_ONLY.contains(key.path())) {
                    continue;
                }
                KeyExample example = KeyExample.of(key, where == Where.DOCKER);
                Map<String, Object> with = where.with(example.after());
                Map<String, Object> company = where.with(example.before());
                Outcome before = companies.computeIfAbsent(company, EveryKeyTest::outcome);
                if (before.isRefused()) {
                    refusals.merge(example.path(), where + ": " + before.problems(), String::concat);
                    continue;
                }
                Outcome after = with.equals(company) ? before : outcome(with);
                if (after.isRefused()) {
                    refusals.merge(example.path(), where + ": " + after.problems(), String::concat);
                    if (!after.names(example.path())) {
                        without.put(where + " " + example.path(), "refused for another reason: " + after.problems());
                    }
                } else if (!after.equals(before)) {
                    effective.add(example.path());
                } else if (!with.equals(company)) {
                    without.put(where + " " + example.path(), "accepted, and nothing changes");
                }
            }
        }
        assertThat(without).isEmpty();
        refusals.keySet().removeAll(effective);
        assertThat(refusals).as("keys without an example that is accepted").isEmpty();
    }

    private static Outcome outcome(Map<String, Object> settings) {
        String config = new Gson().toJson(settings);
        ConfigSource source = TestStack.source(config);
        try {
            StackConfigReader.read(source, TestStack.PROJECT, TestStack.NAME);
        } catch (InvalidConfigurationException refusal) {
            return new Outcome(0, refusal.problems());
        }
        ProgramRun run = ProgramRun.run(source, new RunMode.Deploy());
        Optional<String> failure = Optional.of(run.failure()).filter(text -> !text.isEmpty());
        assertThat(failure).as(config).isEmpty();
        List<Integer> declared = run.registrations().stream()
                .map(registration -> registration.request().hashCode())
                .sorted()
                .toList();
        return new Outcome(
                Objects.hash(declared, run.otherCalls(), run.outputs().toString(), run.warnings(), run.notes()),
                List.of());
    }
}
