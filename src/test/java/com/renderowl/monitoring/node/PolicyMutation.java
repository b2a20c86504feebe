package com.renderowl.monitoring.node;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A mistake in a deployed network policy, and who notices it.
 *
 * @param what the mistake in words
 * @param policy the policy's name, in the namespace {@code monitoring}
 * @param mistake makes it in the policy's specification
 * @param isAffected the cells that are wrong then, and no others
 */
record PolicyMutation(String what, String policy, Consumer<JsonObject> mistake, Predicate<Attempt> isAffected) {

    static List<PolicyMutation> all() {
        return List.of(
                new PolicyMutation(
                        "a port dropped: Prometheus no longer reaches the PostgreSQL exporter's",
                        "prometheus",
                        spec -> spec.getAsJsonArray("egress").asList().removeIf(rule -> hasPort(rule, 9187)),
                        attempt -> attempt.is("monitoring/prometheus", "monitoring/postgres-exporter", 9187)
                                && isTcp(attempt)),
                new PolicyMutation(
                        "a peer widened: not only Grafana but all its namespace reaches Prometheus",
                        "prometheus",
                        spec -> spec.getAsJsonArray("ingress").forEach(PolicyMutation::widenGrafana),
                        attempt -> attempt.is("monitoring/bystander", "monitoring/prometheus", 9090) && isTcp(attempt)),
                new PolicyMutation(
                        "a port too many: the applications reach all of Prometheus' ports up to 9093, not only 9090",
                        "prometheus",
                        spec -> spec.getAsJsonArray("ingress").forEach(PolicyMutation::widenApplications),
                        attempt -> attempt.is("renderowl-staging/", "monitoring/prometheus", 9093) && isTcp(attempt)),
                new PolicyMutation(
                        "a block widened: Alertmanager tells all hosts near its receiver",
                        "alertmanager",
                        PolicyMutation::widenBlock,
                        attempt -> attempt.is("monitoring/alertmanager", "kube-system/programs-of-the-node", 9999)
                                && isTcp(attempt)),
                new PolicyMutation(
                        "DNS removed: the Redis exporter resolves no names",
                        "redis-exporter",
                        spec -> spec.getAsJsonArray("egress").asList().removeIf(rule -> hasPort(rule, 53)),
                        attempt -> attempt.is("monitoring/redis-exporter", "kube-system/coredns", 53)));
    }

    private static boolean isTcp(Attempt attempt) {
        return attempt.door().line().startsWith("tcp ");
    }

    private static boolean hasPort(JsonElement rule, int number) {
        return ports(rule).asList().stream()
                .anyMatch(port -> port.getAsJsonObject().get("port").getAsInt() == number);
    }

    private static JsonArray ports(JsonElement rule) {
        return rule.getAsJsonObject().getAsJsonArray("ports");
    }

    private static void widenGrafana(JsonElement rule) {
        JsonArray peers = rule.getAsJsonObject().getAsJsonArray("from");
        for (JsonElement peer : peers) {
            JsonElement selector = peer.getAsJsonObject().get("podSelector");
            if (selector != null && selector.toString().contains("\"grafana\"")) {
                peer.getAsJsonObject().remove("podSelector");
            }
        }
    }

    private static void widenApplications(JsonElement rule) {
        if (rule.toString().contains("\"renderowl-staging\"")) {
            ports(rule).get(0).getAsJsonObject().addProperty("endPort", 9093);
        }
    }

    private static void widenBlock(JsonObject spec) {
        for (JsonElement rule : spec.getAsJsonArray("egress")) {
            for (JsonElement peer : rule.getAsJsonObject().getAsJsonArray("to")) {
                if (peer.getAsJsonObject().get("ipBlock") instanceof JsonObject block) {
                    String address = block.get("cidr").getAsString();
                    block.addProperty("cidr", address.replaceFirst("\\.\\d+/32$", ".0/24"));
                }
            }
        }
    }

    /** For the test's name. */
    @Override
    public String toString() {
        return what;
    }
}
