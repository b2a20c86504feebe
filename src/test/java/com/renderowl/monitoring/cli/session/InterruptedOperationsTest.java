package com.renderowl.monitoring.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class InterruptedOperationsTest {

    private static final String SERVICE = "urn:pulumi:staging::p::kubernetes:core/v1:Service::prometheus-service";
    private static final String NAMESPACE = "urn:pulumi:staging::p::kubernetes:core/v1:Namespace::monitoring";

    private static final Function<JsonObject, Optional<String>> NOT_ON_DOCKER = resource -> {
        throw new AssertionError("nobody but Docker's objects is asked for: " + resource);
    };

    private static JsonObject state(String resources, String operations) {
        return JsonParser.parseString(
                        """
                        {"version": 3, "deployment": {"resources": [%s], "pending_operations": [%s]}}"""
                                .formatted(resources, operations))
                .getAsJsonObject();
    }

    private static String service(String type) {
        return """
                {"type": "%s", "resource": {"urn": "%s", "custom": true, "type": "kubernetes:core/v1:Service",
                 "inputs": {"metadata": {"name": "prometheus", "namespace": "monitoring"}},
                 "parent": "urn:parent", "provider": "urn:provider::1"}}"""
                .formatted(type, SERVICE);
    }

    private static List<String> urns(JsonObject state) {
        return StreamSupport.stream(
                        state.getAsJsonObject("deployment")
                                .getAsJsonArray("resources")
                                .spliterator(),
                        false)
                .map(JsonElement::getAsJsonObject)
                .map(resource -> resource.get("urn").getAsString())
                .toList();
    }

    private static JsonObject lastResource(JsonObject state) {
        var resources = state.getAsJsonObject("deployment").getAsJsonArray("resources");
        return resources.get(resources.size() - 1).getAsJsonObject();
    }

    @Test
    void anInterruptedCreationIsAdoptedUnderTheIdentityThatItWillHave() {
        JsonObject state = state("{\"urn\": \"%s\"}".formatted(NAMESPACE), service("creating"));

        InterruptedOperations operations = InterruptedOperations.clear(state, NOT_ON_DOCKER);

        assertThat(operations.adopted()).containsExactly(SERVICE);
        assertThat(operations.dropped()).isEmpty();
        assertThat(urns(state)).containsExactly(NAMESPACE, SERVICE);
        assertThat(lastResource(state).get("id").getAsString()).isEqualTo("monitoring/prometheus");
        assertThat(lastResource(state).get("parent").getAsString()).isEqualTo("urn:parent");
        assertThat(lastResource(state).get("outputs"))
                .isEqualTo(lastResource(state).get("inputs"));
        assertThat(state.getAsJsonObject("deployment").has("pending_operations"))
                .isFalse();
    }

    @Test
    void anObjectOfTheWholeClusterHasItsNameAsIdentity() {
        JsonObject state = state(
                "",
                """
                {"type": "creating", "resource": {"urn": "%s", "type": "kubernetes:core/v1:Namespace",
                 "inputs": {"metadata": {"name": "monitoring"}}}}"""
                        .formatted(NAMESPACE));

        InterruptedOperations.clear(state, NOT_ON_DOCKER);

        assertThat(lastResource(state).get("id").getAsString()).isEqualTo("monitoring");
    }

    @Test
    void otherOperationsOnlyDisappearAsTheirResourceIsInTheStateAlready() {
        JsonObject state = state("{\"urn\": \"%s\"}".formatted(SERVICE), service("updating"));

        InterruptedOperations operations = InterruptedOperations.clear(state, NOT_ON_DOCKER);

        assertThat(operations.adopted()).isEmpty();
        assertThat(operations.dropped()).containsExactly(SERVICE);
        assertThat(urns(state)).containsExactly(SERVICE);
    }

    @Test
    void nothingIsAddedTwice() {
        JsonObject state = state("", service("creating") + "," + service("creating"));

        assertThat(InterruptedOperations.clear(state, NOT_ON_DOCKER).adopted()).containsExactly(SERVICE);
        assertThat(urns(state)).containsExactly(SERVICE);
    }

    @Test
    void whatIsNoObjectOfAClusterIsDropped() {
        JsonObject state = state(
                "",
                """
                {"type": "creating", "resource": {"urn": "urn:provider", "type": "pulumi:providers:kubernetes",
                 "inputs": {"metadata": {"name": "x"}}}},
                {"type": "creating", "resource": {"urn": "urn:nameless", "type": "kubernetes:core/v1:Secret",
                 "inputs": {"metadata": {"generateName": "x-"}}}}""");

        assertThat(InterruptedOperations.clear(state, NOT_ON_DOCKER).dropped())
                .containsExactly("urn:provider", "urn:nameless");
        assertThat(urns(state)).isEmpty();
    }

    @Test
    void aStateWithoutInterruptionsIsLeftAlone() {
        JsonObject empty =
                JsonParser.parseString("{\"version\": 3, \"deployment\": null}").getAsJsonObject();

        InterruptedOperations operations = InterruptedOperations.clear(empty, NOT_ON_DOCKER);

        assertThat(operations.adopted()).isEmpty();
        assertThat(operations.dropped()).isEmpty();
    }

    @Test
    void anAdoptedObjectThatWasAppliedUnderOurNameStays() {
        JsonObject refreshed = refreshed(
                """
                {"manager": "kubectl", "operation": "Apply", "time": "2026-03-01T09:00:00Z"},
                {"manager": "ours", "operation": "Apply", "time": "2026-03-01T10:00:00Z"}""");

        new InterruptedOperations(List.of(SERVICE), List.of()).giveBackForeign(refreshed);

        assertThat(urns(refreshed)).containsExactly(NAMESPACE, SERVICE);
    }

    @Test
    void anObjectOfSomebodyElseIsGivenBack() {
        JsonObject refreshed = refreshed(
                """
                {"manager": "kubectl", "operation": "Apply"}, {"manager": "ours", "operation": "Update"}""");

        new InterruptedOperations(List.of(SERVICE), List.of()).giveBackForeign(refreshed);

        assertThat(urns(refreshed)).containsExactly(NAMESPACE);
    }

    @Test
    void whatWasNotAdoptedStays() {
        JsonObject refreshed = refreshed("");

        new InterruptedOperations(List.of(), List.of(SERVICE)).giveBackForeign(refreshed);

        assertThat(urns(refreshed)).containsExactly(NAMESPACE, SERVICE);
    }

    private static JsonObject refreshed(String managedFields) {
        return state(
                """
                {"urn": "%s"},
                {"urn": "%s", "outputs": {"__fieldManager": "ours", "metadata": {"managedFields": [%s]}}}"""
                        .formatted(NAMESPACE, SERVICE, managedFields),
                "");
    }

    /** A container may lack the files that are copied into it after it was made; networks and volumes are whole. */
    @Test
    void onDockerTheEngineIsAskedAndAContainerIsMadeAnew() {
        JsonObject state = state(
                "",
                """
                {"type": "creating", "resource": {"urn": "urn:container", "type": "docker:index/container:Container",
                 "inputs": {"name": "renderowl-prometheus"}}},
                {"type": "creating", "resource": {"urn": "urn:network", "type": "docker:index/network:Network",
                 "inputs": {"name": "renderowl-monitoring"}}},
                {"type": "creating", "resource": {"urn": "urn:gone", "type": "docker:index/volume:Volume",
                 "inputs": {"name": "gone"}}}""");
        InterruptedOperations operations = InterruptedOperations.clear(state, resource -> Optional.of(
                        resource.getAsJsonObject("inputs").get("name").getAsString())
                .filter(name -> !name.equals("gone"))
                .map(name -> "id of " + name));

        assertThat(operations.adopted()).containsExactly("urn:container", "urn:network");
        assertThat(operations.dropped()).containsExactly("urn:gone");
        JsonObject container = state.getAsJsonObject("deployment")
                .getAsJsonArray("resources")
                .get(0)
                .getAsJsonObject();
        assertThat(container.get("id").getAsString()).isEqualTo("id of renderowl-prometheus");
        assertThat(container.get("taint").getAsBoolean()).isTrue();
        assertThat(lastResource(state).has("taint")).isFalse();

        operations.giveBackForeign(state);
        assertThat(urns(state))
                .as("what has no owners cannot be foreign")
                .containsExactly("urn:container", "urn:network");
    }
}
