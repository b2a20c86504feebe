package com.renderowl.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.config.InvalidConfigurationException;
import com.renderowl.monitoring.config.KeyReference;
import com.renderowl.monitoring.config.Problem;
import com.renderowl.monitoring.config.StackConfigReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No key is silently without effect: each one of the reference, given a value that is not its default, is refused on a
 * platform or changes what is declared there.
 */
@Tag("unit")
class EveryKeyTest {

    /** What only decides whether a configuration is accepted, or what commands say of it. */
    private static final Set<String> SAY_ONLY = Set.of("platform", "capacity.bytesPerSample");

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
    }

    /** What came of a configuration: what is declared and said, or why it is refused. */
    private record Outcome(Object declared, List<Problem> problems) {
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

    private final Map<String, Outcome> done = new HashMap<>();

    @ParameterizedTest
    @EnumSource
    void isRefusedOrHasAnEffect(Where where) {
        List<String> silent = new ArrayList<>();
        Set<String> refused = new TreeSet<>();
        for (KeyReference key : StackConfigReader.reference()) {
            if (SAY_ONLY.contains(key.path())) {
                continue;
            }
            KeyExample example = KeyExample.of(key, where == Where.DOCKER);
            Outcome before = outcome(where, example.before());
            Outcome after = outcome(where, example.after());
            if (before.isRefused()) {
                // Its company has no place there.
                refused.add(example.path());
            } else if (after.isRefused() ? !after.names(example.path()) : after.equals(before)) {
                silent.add(example.path() + (after.isRefused() ? " for another reason: " + after.problems() : ""));
            } else if (after.isRefused()) {
                refused.add(example.path());
            }
        }
        assertThat(silent).as("keys without effect on %s", where).isEmpty();
        // What is refused everywhere would prove nothing.
        if (where == Where.OPERATOR) {
            assertThat(refused).allMatch(path -> Stream.of("docker.", "basicAuth.", "secrets.scrapePassword")
                            .anyMatch(path::startsWith)
                    || path.equals("alertmanager.requireReceivers"));
        }
    }

    private Outcome outcome(Where where, Map<String, Object> config) {
        Map<String, Object> whole = KeyExample.map(where.config);
        KeyExample.merge(whole, config);
        return done.computeIfAbsent(new Gson().toJson(whole), EveryKeyTest::outcome);
    }

    private static Outcome outcome(String config) {
        ConfigSource source = TestStack.source(config);
        try {
            StackConfigReader.read(source, TestStack.PROJECT, TestStack.NAME);
        } catch (InvalidConfigurationException refusal) {
            return new Outcome("", refusal.problems());
        }
        ProgramRun run = ProgramRun.run(source, new RunMode.Deploy());
        Optional<String> failure = Optional.of(run.failure()).filter(text -> !text.isEmpty());
        assertThat(failure).as(config).isEmpty();
        return new Outcome(
                Set.of(
                        run.registrations().stream()
                                .map(registration -> registration.request().hashCode())
                                .sorted()
                                .toList(),
                        run.otherCalls(),
                        run.outputs().toString(),
                        run.warnings() + "" + run.notes()),
                List.of());
    }
}
