package com.renderowl.monitoring.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.asset.StringAsset;
import com.pulumi.provider.internal.properties.PropertyValue;
import com.renderowl.monitoring.config.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a program in another language gives, as the reader of configurations wants it. */
@Tag("unit")
class ComponentInputsTest {

    private static final PropertyValue UNKNOWN = PropertyValue.of(new PropertyValue.OutputReference(null, Set.of()));

    @Test
    void valuesAreWrittenAsInAStacksFile() {
        ComponentInputs inputs = ComponentInputs.of(Map.of(
                "stack",
                PropertyValue.of("eu"),
                "protect",
                PropertyValue.of(true),
                "platform",
                PropertyValue.NULL,
                "prometheus",
                PropertyValue.of(Map.of("replicas", PropertyValue.of(2.0))),
                "network",
                PropertyValue.of(Map.of("nodes", PropertyValue.of(List.of(PropertyValue.of("10.0.0.0/16")))))));

        assertThat(inputs.stack()).contains("eu");
        assertThat(inputs.source().values())
                .containsEntry("renderowl-monitoring:protect", "true")
                .containsEntry("renderowl-monitoring:prometheus", "{\"replicas\":\"2\"}")
                .containsEntry("renderowl-monitoring:network", "{\"nodes\":[\"10.0.0.0/16\"]}")
                .hasSize(3);
        assertThat(inputs.source().secretKeys()).isEmpty();
        assertThat(inputs.problems()).isEmpty();
    }

    /** The engine wraps a secret that depends on a resource twice, which the SDK's own reader can not take apart. */
    @Test
    void aSecretAnywhereMakesItsInputSecret() {
        PropertyValue wrapped = PropertyValue.ofSecret(
                PropertyValue.of(new PropertyValue.OutputReference(PropertyValue.of("planted"), Set.of("urn"))));

        ComponentInputs inputs = ComponentInputs.of(Map.of(
                "secrets",
                PropertyValue.of(Map.of("redisPassword", wrapped)),
                "prometheus",
                PropertyValue.of(Map.of())));

        assertThat(inputs.source().values())
                .containsEntry("renderowl-monitoring:secrets", "{\"redisPassword\":\"planted\"}");
        assertThat(inputs.source().secretKeys()).containsExactly("renderowl-monitoring:secrets");
        assertThat(inputs.source().toString()).doesNotContain("planted");
    }

    @Test
    void aSecretThatIsNotKnownYetHasAPlaceholderAndASettingIsRefused() {
        ComponentInputs inputs = ComponentInputs.of(Map.of(
                "secrets",
                PropertyValue.of(Map.of("redisPassword", UNKNOWN)),
                "prometheus",
                PropertyValue.of(Map.of("retention", PropertyValue.COMPUTED))));

        assertThat(inputs.unknownSecrets()).containsExactly("secrets.redisPassword");
        assertThat(inputs.source().secretKeys()).containsExactly("renderowl-monitoring:secrets");
        assertThat(inputs.problems()).extracting(Problem::path).containsExactly("prometheus.retention");
        assertThat(inputs.problems()).extracting(Problem::what).containsExactly("is not known before the update");
    }

    @Test
    void secretsThatAreUnknownAsAWholeAreRefused() {
        assertThat(ComponentInputs.of(Map.of("secrets", UNKNOWN)).problems())
                .extracting(Problem::path)
                .containsExactly("secrets");
    }

    @Test
    void filesAreRefusedByTheirPath() {
        PropertyValue asset = PropertyValue.of(new StringAsset("planted"));

        assertThat(ComponentInputs.of(Map.of("tls", PropertyValue.of(List.of(asset))))
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("tls[0]"))
                .asString()
                .doesNotContain("planted");
    }

    @Test
    void theEnginesAddressIsFoundBehindItsFlags() {
        assertThat(ComponentHost.engineAddress(
                        new String[] {"--logtostderr", "-v=9", "--tracing", "http://trace:1", "127.0.0.1:4321"}))
                .isEqualTo("127.0.0.1:4321");
        assertThatThrownBy(() -> ComponentHost.engineAddress(new String[] {"--logflow"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("This is a plugin, which Pulumi starts");
    }
}
