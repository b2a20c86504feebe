package com.renderowl.monitoring.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class LabelSelectorTest {

    private static final Map<String, String> LABELS = Map.of("prometheus", "renderowl", "tier", "gold");

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{} | true",
                "{'matchLabels': {'prometheus': 'renderowl'}} | true",
                "{'matchLabels': {'prometheus': 'other'}} | false",
                "{'matchLabels': {'prometheus': 'renderowl', 'team': 'video'}} | false",
                "{'matchExpressions': [{'key': 'tier', 'operator': 'In', 'values': ['gold', 'silver']}]} | true",
                "{'matchExpressions': [{'key': 'tier', 'operator': 'In', 'values': ['silver']}]} | false",
                "{'matchExpressions': [{'key': 'tier', 'operator': 'NotIn', 'values': ['silver']}]} | true",
                "{'matchExpressions': [{'key': 'none', 'operator': 'NotIn', 'values': ['silver']}]} | true",
                "{'matchExpressions': [{'key': 'tier', 'operator': 'NotIn', 'values': ['gold']}]} | false",
                "{'matchExpressions': [{'key': 'tier', 'operator': 'Exists'}]} | true",
                "{'matchExpressions': [{'key': 'none', 'operator': 'Exists'}]} | false",
                "{'matchExpressions': [{'key': 'none', 'operator': 'DoesNotExist'}]} | true",
                "{'matchExpressions': [{'key': 'tier', 'operator': 'DoesNotExist'}]} | false",
                "{'matchLabels': {'tier': 'gold'}, 'matchExpressions': [{'key': 'none', 'operator': 'Exists'}]} | false",
            })
    void matchesAsKubernetesDoes(String selector, boolean matches) {
        ClusterObject parsed = new ClusterObject(
                JsonParser.parseString(selector.replace('\'', '"')).getAsJsonObject());

        assertThat(LabelSelector.matches(parsed, LABELS)).isEqualTo(matches);
    }
}
