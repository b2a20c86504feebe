package com.renderowl.monitoring.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.resources.ComponentResource;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.ProgramRun.Registration;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.units.Owner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Names, types and parents of resources are what the engine knows a deployed resource by. */
@Tag("unit")
class ResourceContractTest {

    private static final String EVERYTHING =
            """
            basicAuth: {enabled: true, users: {reader: {passwordSecret: readerPassword}}}
            tls: {mode: ingress, ingress: {host: prometheus.example.com}}
            grafana: {deploy: true}
            applications: {encoder: {namespace: encoding, selector: {app: encoder}, port: 9464}}
            prometheus:
              remoteWrite:
                - {name: archive, url: 'https://archive.example.com', bearerTokenSecret: archiveToken, addresses: [192.0.2.1/32]}
            secrets:
              scrapePassword: planted-scrape
              readerPassword: planted-reader
              archiveToken: planted-token
              redisPassword: planted-redis
              grafanaAdminPassword: planted-grafana
              postgresDataSourceName: postgresql://metrics:planted@postgres:5432/renderowl
              chatUrl: https://hooks.example.com/planted
            alertmanager:
              receivers: {chat: {slack: {urlSecret: chatUrl}, destination: {addresses: [192.0.2.30/32]}}}
              routes: {default: chat}
            """;

    @Test
    void deployedResourcesKeepTheirNamesTypesAndParents() throws IOException {
        List<String> registered = ProgramRun.of(EVERYTHING).registrations().stream()
                .map(resource -> resource.type() + " " + resource.name() + " <- " + resource.parent())
                .toList();

        assertThat(registered)
                .as("A resource of src/test/resources/resource-contract.txt has another name, type or parent, or"
                        + " is gone: pulumi up would delete what is deployed under the old one, Prometheus' volume"
                        + " included, and make it anew. Keep the old one; or add an alias for it (aliases(...) in"
                        + " the resource's options) in the same change, and only then change the file. A line that"
                        + " is only missing in the file is a new resource: add it.")
                .containsExactlyInAnyOrderElementsOf(contract());
    }

    @Test
    void defaultsAreAPartOfTheContract() throws IOException {
        List<String> registered = ProgramRun.of(TestStack.DEFAULTS).registrations().stream()
                .map(resource -> resource.type() + " " + resource.name() + " <- " + resource.parent())
                .toList();

        assertThat(contract()).containsAll(withDataSourceAsSecret(registered));
        assertThat(registered)
                .as("what the defaults do not bring")
                .hasSize(contract().size() - 15)
                .noneMatch(line -> line.contains(":Secret ")
                        || line.contains(":Ingress ")
                        || line.contains("encoding")
                        || line.contains("grafana"));
    }

    /** The SDK's mocks accept two resources of one name; the engine ends the update. */
    @Test
    void noTwoResourcesShareTypeAndNameAndParent() {
        List<Registration> registrations = ProgramRun.of(EVERYTHING).registrations();
        HashSet<String> seen = new HashSet<>();

        assertThat(registrations)
                .allMatch(resource -> seen.add(resource.request().getParent() + resource.type() + resource.name()));
    }

    @Test
    void noTwoObjectsShareKindNamespaceAndName() {
        HashSet<String> seen = new HashSet<>();

        assertThat(ProgramRun.of(EVERYTHING).registrations())
                .filteredOn(resource -> resource.at("metadata") != null)
                .hasSizeGreaterThan(30)
                .allMatch(resource ->
                        seen.add(resource.type() + resource.at("metadata.namespace") + resource.at("metadata.name")));
    }

    @Test
    void componentsAreNamedByTheirClass() {
        List<Registration> components = ProgramRun.of(EVERYTHING).registrations().stream()
                .filter(resource -> ComponentResource.class.isAssignableFrom(resource.declaredBy()))
                .toList();

        assertThat(components)
                .extracting(Registration::declaredBy)
                .contains(
                        KubernetesStack.class,
                        Namespaces.class,
                        PrometheusServer.class,
                        Alertmanager.class,
                        ExporterWorkload.class);
        assertThat(components).allSatisfy(resource -> assertThat(resource.type())
                .isEqualTo("renderowl:monitoring:" + resource.declaredBy().getSimpleName()));
    }

    @Test
    void everythingHangsBelowTheStackComponent() {
        assertThat(ProgramRun.of(EVERYTHING).registrations())
                .filteredOn(resource -> !Set.of("identity", "revision-key", "kubernetes", "monitoring")
                        .contains(resource.name()))
                .allMatch(resource -> resource.request().getParent().contains("renderowl:monitoring:KubernetesStack"));
    }

    @Test
    void everyObjectOfTheStackNamesItsOwnerAndNoPodDoes() {
        assertThat(ProgramRun.of(EVERYTHING).registrations())
                .filteredOn(resource ->
                        resource.at("metadata") != null && !resource.name().equals("namespaces-application"))
                .hasSizeGreaterThan(30)
                .allSatisfy(resource -> {
                    assertThat(annotations(resource, "metadata").get(Owner.ANNOTATION))
                            .as("%s", resource)
                            .isEqualTo("renderowl-monitoring/staging/kept-identity");
                    assertThat(annotations(resource, "spec.template.metadata").get(Owner.ANNOTATION))
                            .as("another mark would restart the pods of %s", resource)
                            .isNull();
                });
    }

    private static Map<?, ?> annotations(Registration resource, String metadata) {
        return resource.at(metadata) instanceof Map<?, ?> map && map.get("annotations") instanceof Map<?, ?> annotations
                ? annotations
                : Map.of();
    }

    /** Without basic authentication there is nothing secret about the data source. */
    private static List<String> withDataSourceAsSecret(List<String> registered) {
        assertThat(registered)
                .contains("kubernetes:core/v1:ConfigMap dashboards-datasource <- renderowl:monitoring:Dashboards"
                        + " dashboards");
        return registered.stream()
                .map(line -> line.replace("v1:ConfigMap dashboards-datasource", "v1:Secret dashboards-datasource"))
                .toList();
    }

    private static List<String> contract() throws IOException {
        try (InputStream file = ResourceContractTest.class.getResourceAsStream("/resource-contract.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
