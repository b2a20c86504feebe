package com.renderowl.monitoring.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.harness.WithTestNode;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.reach.PolicyVerdicts;
import com.renderowl.monitoring.model.reach.Verdict;
import com.renderowl.monitoring.proof.StackSettings;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The network policies on a real node let pass what the connection graph says, and nothing else: every cell of the matrix is
 * tried with a real connection. That the test would notice mistakes is shown by making some.
 */
@Tag("node")
@WithTestNode
@RequiresTools({"pulumi", "pulumi-resource-kubernetes"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeMatrixTest {

    private static final String APPLICATION = "renderowl-staging";
    private static final String TABLE = "who reaches whom on a real node, each cell by a real connection";

    /** Everybody whom policies may name, and addresses as narrow as the configuration asks for. */
    private static final String MORE =
            """
            exporters:
              node: {hostNetwork: false}
              postgres: {database: {selector: {app: postgres}}}
              redis: {database: {selector: {app: redis}}}
            alertmanager:
              receivers:
                pager:
                  webhook: {url: 'http://@OUTSIDE@:9999/alerts'}
                  destination: {addresses: [@OUTSIDE@/32]}
                relay:
                  webhook: {url: 'http://@RELAY@.@ELSEWHERE@.svc:9999/alerts'}
                  destination: {namespace: @ELSEWHERE@, selector: {app: @RELAY@}}
              routes: {default: pager, warning: relay}
            prometheus:
              remoteWrite: [{name: archive, url: 'http://@OUTSIDE@:9201/write', addresses: [@OUTSIDE@/32]}]
            applications:
              renderer: {targets: ['@OUTSIDE@:8080'], addresses: [@OUTSIDE@/32]}
            tls: {mode: ingress, ingress: {host: prometheus.example.com, clusterIssuer: letsencrypt, unauthenticated: true}}
            network:
              apiServer: {endpointAddresses: [@NODE@/32]}
              nodes: [@NODE@/32]
            """;

    private final TestNode node;
    private final EngineStack stack = EngineStack.create("staging");
    private final StackSettings settings = NodePlatform.settings("staging");
    private LiveMatrix matrix;

    NodeMatrixTest(TestNode node) {
        this.node = node;
    }

    @BeforeAll
    void deploy() {
        NodePlatform.deploy(node, APPLICATION);
        stack.on(node);
        stack.withSecret(
                "secrets.postgresDataSourceName",
                NodePlatform.dataSourceName(APPLICATION, NodePlatform.POSTGRES_PASSWORD));
        stack.withSecret("secrets.redisPassword", NodePlatform.REDIS_PASSWORD);
        stack.withConfig(settings.values()).up();
        MatrixPods.deploy(node);
    }

    @AfterAll
    void end() {
        NodeReport.print(TABLE);
        close();
        EngineRun destroyed = stack.tryDestroy();
        stack.close();
        MatrixPods.remove(node);
        NodePlatform.remove(node, APPLICATION);
        destroyed.requireSuccess();
    }

    @Test
    @Order(1)
    void committedStackIsAsItsGraph() {
        isAsItsGraph("staging as committed");
    }

    @Test
    @Order(2)
    void stackWithEverybodyIsAsItsGraph() {
        close();
        stack.withConfig(settings.with(MORE.replace("@OUTSIDE@", node.outsideAddress())
                                .replace("@NODE@", node.address())
                                .replace("@ELSEWHERE@", MatrixPods.ELSEWHERE)
                                .replace("@RELAY@", MatrixPods.RELAY))
                        .values())
                .up();
        isAsItsGraph("with everybody whom policies may name");
    }

    static List<PolicyMutation> mutations() {
        return PolicyMutation.all();
    }

    @ParameterizedTest
    @Order(3)
    @MethodSource("mutations")
    void mistakeInPolicyIsNoticed(PolicyMutation mutation) {
        List<Attempt> affected = matrix.attempts(mutation.isAffected());
        assertThat(affected).isNotEmpty();
        JsonObject right = policy(mutation.policy());
        JsonObject mistaken = right.deepCopy();
        mutation.mistake().accept(mistaken.getAsJsonObject("spec"));
        try {
            replace(mistaken);
            matrix.await("exactly what the mistake breaks is wrong", affected);
        } finally {
            replace(right);
        }
        NodeReport.add(TABLE, "mistake, %s: %d wrong, all expected".formatted(mutation.what(), affected.size()));
    }

    /** At the end, as datagrams pass for some time after they have passed once. */
    @Test
    @Order(4)
    void withoutPoliciesEverythingIsOpen() {
        List<Attempt> denied = matrix.attempts(attempt -> attempt.cell().verdict() instanceof Verdict.Denied);
        node.kubectl("delete", "networkpolicies", "--all", "--all-namespaces");
        matrix.await("exactly what was denied is open", denied);
        NodeReport.add(TABLE, "no policies at all: %d wrong, all that are denied".formatted(denied.size()));
    }

    private void isAsItsGraph(String what) {
        StackModel model = StackModel.of(StackConfigReader.read(stack.configSource(), "renderowl-monitoring", "staging")
                .config());
        matrix = LiveMatrix.open(node, PolicyVerdicts.of(model));
        matrix.await("the policies are in force", List.of());

        LivePass pass = matrix.pass();
        NodeReport.add(TABLE, what + ": " + pass.figures());
        pass.open()
                .forEach((exposure, count) ->
                        NodeReport.add(TABLE, "  %5d open: %s".formatted(count, exposure.reason())));
        assertThat(pass.wrong()).as("cells that are not as the graph says").isEmpty();
    }

    private JsonObject policy(String name) {
        JsonObject policy =
                node.json("-n", "monitoring", "get", "networkpolicy", name).getAsJsonObject();
        policy.getAsJsonObject("metadata").remove("resourceVersion");
        return policy;
    }

    private void replace(JsonObject policy) {
        node.kubectlCommand("replace", "--filename=-").run(policy.toString()).requireOutput();
    }

    private void close() {
        if (matrix != null) {
            matrix.close();
        }
    }
}
