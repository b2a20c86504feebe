package com.renderowl.monitoring.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.policies.PolicyMutant.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The generator itself; what its mutants are good for is shown by {@link PolicyMutationTest}. */
@Tag("unit")
class PolicyMutantsTest {

    @SuppressWarnings("unchecked") // an object is a map
    private static final Map<String, Object> POLICY = (Map<String, Object>)
            Document.yaml(
                    """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: prometheus, namespace: monitoring}
            spec:
              podSelector: {matchLabels: {app: prometheus}}
              policyTypes: [Ingress, Egress]
              ingress:
                - from:
                    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}
                      podSelector: {matchLabels: {app: grafana, team: boards}}
                  ports: [{port: 9090, protocol: TCP}, {port: 10901, protocol: TCP}]
              egress:
                - to: [{ipBlock: {cidr: 10.0.0.0/8}}, {ipBlock: {cidr: 172.16.0.0/12}}]
                  ports: [{port: 6443, protocol: TCP}]
                - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]
                  ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
            """);

    private final List<PolicyMutant> mutants = PolicyMutants.of(POLICY);

    private List<String> of(Kind kind) {
        return mutants.stream()
                .filter(mutant -> mutant.kind() == kind)
                .map(mutant -> mutant.place() + " " + mutant.what())
                .toList();
    }

    @Test
    void everyKindOccurs() {
        assertThat(mutants).extracting(PolicyMutant::kind).contains(Kind.values());
        assertThat(of(Kind.DNS_GONE))
                .containsExactly(
                        "spec.egress without {to=[{namespaceSelector={matchLabels={kubernetes.io/metadata.name=kube-system}}}],"
                                + " ports=[{port=53, protocol=UDP}, {port=53, protocol=TCP}]}",
                        "spec.egress[1].ports without {port=53, protocol=UDP}",
                        "spec.egress[1].ports without {port=53, protocol=TCP}");
        assertThat(of(Kind.BLOCK_WIDER))
                .containsExactly(
                        "spec.egress[0].to[0].ipBlock is 10.0.0.0/7 and not 10.0.0.0/8",
                        "spec.egress[0].to[1].ipBlock is 172.0.0.0/11 and not 172.16.0.0/12");
        assertThat(of(Kind.LABEL_GONE))
                .containsExactly(
                        "spec.ingress[0].from[0].podSelector.matchLabels without app",
                        "spec.ingress[0].from[0].podSelector.matchLabels without team");
    }

    @Test
    void eachIsThePolicyWithOneChange() {
        assertThat(mutants).allSatisfy(mutant -> {
            assertThat(mutant.policy()).isEqualTo("monitoring/prometheus");
            assertThat(mutant.original()).isEqualTo(POLICY);
            assertThat(mutant.applied().orElse(Map.of())).isNotEqualTo(POLICY);
        });
        assertThat(mutants).extracting(PolicyMutant::applied).doesNotHaveDuplicates();
    }

    @Test
    @SuppressWarnings("unchecked") // an object of YAML
    void itStandsInPlaceOfItsPolicyOnly() {
        Map<String, Object> other = PolicyMutants.copy(POLICY);
        ((Map<String, Object>) other.get("metadata")).put("name", "alertmanager");

        assertThat(mutants.get(0).kind()).isEqualTo(Kind.POLICY_GONE);
        assertThat(mutants.get(0).among(List.of(POLICY, other))).containsExactly(other);
        assertThat(mutants.get(1).among(List.of(POLICY, other)))
                .containsExactly(mutants.get(1).applied().orElseThrow(), other);
    }

    @Test
    void portsOfTheAnalyserAreRead() {
        Connectivity.Passage passage = Connectivity.Passage.parse("TCP 443,5000-6000,UDP 53");

        assertThat(passage.ranges())
                .containsExactly(
                        new Connectivity.Range("TCP", 443, 443),
                        new Connectivity.Range("TCP", 5000, 6000),
                        new Connectivity.Range("UDP", 53, 53));
        assertThat(Connectivity.Passage.parse("All Connections").everything()).isTrue();
    }
}
