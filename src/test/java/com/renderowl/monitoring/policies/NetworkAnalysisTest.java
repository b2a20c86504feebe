package com.renderowl.monitoring.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.RequiresTools;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A static analyser reads the rendered policies as the connection graph means them, for everybody and every port. */
@Tag("engine")
@RequiresTools("netpolicy")
class NetworkAnalysisTest {

    private static final Map<String, Comparison> REPORT = new LinkedHashMap<>();

    @RequiresTools({"pulumi", "pulumi-resource-kubernetes"})
    @ParameterizedTest
    @ValueSource(strings = {"staging", "production"})
    void policiesOfACommittedStackAreItsMatrix(String name) {
        proveEqual(name, AnalysedStack.committed(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void policiesOfAVariantAreItsMatrix(String name) {
        proveEqual(name, AnalysedStack.declared(StackVariants.ALL.get(name)));
    }

    static Set<String> names() {
        return StackVariants.ALL.keySet();
    }

    @Test
    void withoutPoliciesEverythingIsOpen() {
        Comparison comparison = compare(AnalysedStack.declared("network: {policies: false}"));

        assertThat(comparison.wrong()).isEmpty();
        assertThat(comparison.open()).isPositive().isEqualTo(comparison.cells());
    }

    private static void proveEqual(String name, AnalysedStack stack) {
        Comparison comparison = compare(stack);
        REPORT.put(name, comparison);

        assertThat(comparison.wrong()).as("cells of %s that differ", name).isEmpty();
        assertThat(comparison.allowed()).isPositive();
        assertThat(comparison.denied()).isPositive();
        assertThat(comparison.open()).isPositive();
    }

    private static Comparison compare(AnalysedStack stack) {
        return Comparison.of(stack.expected(), stack.analysed(stack.policies()));
    }

    @AfterAll
    static void report() {
        String line = "%-28s %8s %8s %8s %8s %6s%n";
        System.out.printf("%n" + line, "stack", "cells", "allowed", "denied", "open", "wrong");
        REPORT.forEach((name, comparison) -> System.out.printf(
                line,
                name,
                comparison.cells(),
                comparison.allowed(),
                comparison.denied(),
                comparison.open(),
                comparison.wrong().size()));
    }
}
