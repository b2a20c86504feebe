package com.renderowl.monitoring.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.policies.PolicyMutant.Kind;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every change of a policy that the generator knows is noticed: the analyser then disagrees with the graph. A connection
 * between two of the stack's pods is policed on both sides, so that too much on one of them does no harm yet; that is
 * noticed where the policy is looked at alone.
 */
@Tag("engine")
@RequiresTools("netpolicy")
class PolicyMutationTest {

    private static final Map<Kind, Map<Fate, Long>> REPORT = new EnumMap<>(Kind.class);
    private static final Map<String, Long> REASONS = new TreeMap<>();

    /** What becomes of a mutant. */
    private enum Fate {
        /** The stack's policies together are wrong. */
        KILLED,
        /** The policy alone is wrong; that of the other side covers for it. */
        KILLED_ALONE,
        /** Nothing is wrong. */
        SURVIVED
    }

    @Test
    @RequiresTools({"pulumi", "pulumi-resource-kubernetes"})
    void everyMutantOfTheCommittedStagingStackIsKilled() {
        proveKilled(AnalysedStack.committed("staging"));
    }

    @Test
    void everyMutantOfAStackWithEverythingIsKilled() {
        proveKilled(AnalysedStack.declared(StackVariants.EVERYTHING));
    }

    private static void proveKilled(AnalysedStack stack) {
        Map<PolicyMutant, Fate> fates = new LinkedHashMap<>();
        ExpectedCells together = stack.expected();
        for (Map<String, Object> policy : stack.policies()) {
            ExpectedCells alone = stack.expectedOf(policy);
            assertThat(alone.wrongIn(stack.analysed(List.of(policy))))
                    .as("cells that %s alone gets wrong", policy.get("metadata"))
                    .isEmpty();
            List<PolicyMutant> mutants = PolicyMutants.of(policy);
            List<Fate> found = mutants.parallelStream()
                    .map(mutant -> fate(mutant, stack, together, alone))
                    .toList();
            for (int index = 0; index < mutants.size(); index++) {
                fates.put(mutants.get(index), found.get(index));
            }
        }
        fates.forEach((mutant, fate) -> REPORT.computeIfAbsent(mutant.kind(), kind -> new EnumMap<>(Fate.class))
                .merge(fate, 1L, Long::sum));
        Map<PolicyMutant, String> equivalent = fates.keySet().stream()
                .filter(mutant -> !equivalence(mutant, stack).isEmpty())
                .collect(Collectors.toMap(mutant -> mutant, mutant -> equivalence(mutant, stack)));
        equivalent.values().forEach(reason -> REASONS.merge(reason, 1L, Long::sum));

        assertThat(fates.keySet().stream().filter(mutant -> fates.get(mutant) == Fate.SURVIVED))
                .as("mutants that nothing notices: those with a reason, and no other")
                .containsExactlyInAnyOrderElementsOf(equivalent.keySet());
    }

    private static Fate fate(PolicyMutant mutant, AnalysedStack stack, ExpectedCells together, ExpectedCells alone) {
        if (isWrong(mutant, mutant.among(stack.policies()), stack, together)) {
            return Fate.KILLED;
        }
        List<Map<String, Object>> onlyThis = mutant.applied().stream().toList();
        return isWrong(mutant, onlyThis, stack, alone) ? Fate.KILLED_ALONE : Fate.SURVIVED;
    }

    /** Most mutants are seen at a pod that the policy is for; only for the others everybody has to be looked at. */
    private static boolean isWrong(
            PolicyMutant mutant, List<Map<String, Object>> policies, AnalysedStack stack, ExpectedCells expected) {
        return stack.coveredBy(mutant.original())
                        .filter(pod -> isWrong(expected.around(pod), stack.analysed(policies, pod)))
                        .isPresent()
                || isWrong(expected, stack.analysed(policies));
    }

    private static boolean isWrong(ExpectedCells expected, Connectivity connectivity) {
        return expected.wrongIn(connectivity).findAny().isPresent();
    }

    /** Why a mutant means the same as the policy; empty where it does not. */
    private static String equivalence(PolicyMutant mutant, AnalysedStack stack) {
        boolean isOnHost = stack.verdicts().workloads().stream()
                .anyMatch(own -> own.hostNetwork() && mutant.policy().equals(own.namespace() + "/" + own.name()));
        if (isOnHost && mutant.kind() != Kind.SELECTOR_WIDER) {
            return "its pods are on the host network, which no policy covers";
        }
        if (mutant.kind() == Kind.NAMESPACE_OWN && mutant.peersAreInItsNamespace()) {
            return "the peer is in the policy's namespace, and that is what a peer without namespaceSelector means";
        }
        return "";
    }

    @AfterAll
    static void report() {
        String line = "%-36s %8s %8s %14s %11s%n";
        System.out.printf(
                "%n" + line, "changes of a network policy", "mutants", "killed", "killed alone", "equivalent");
        Map<Fate, Long> sum = new EnumMap<>(Fate.class);
        REPORT.forEach((kind, fates) -> {
            print(line, kind.title(), fates);
            fates.forEach((fate, count) -> sum.merge(fate, count, Long::sum));
        });
        print(line, "all", sum);
        REASONS.forEach((reason, count) -> System.out.printf("%d equivalent: %s%n", count, reason));
    }

    private static void print(String line, String what, Map<Fate, Long> fates) {
        System.out.printf(
                line,
                what,
                fates.values().stream().mapToLong(Long::longValue).sum(),
                fates.getOrDefault(Fate.KILLED, 0L),
                fates.getOrDefault(Fate.KILLED_ALONE, 0L),
                fates.getOrDefault(Fate.SURVIVED, 0L));
    }
}
