package com.renderowl.monitoring.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.error.YAMLException;

class ConfigMergeTest {

    private static final String BASE =
            """
            # who may edit this
            config:
              p:retention: 15d # days
              p:replicas: 1
              p:resources:
                cpu: 250m
                memory: 512Mi
            """;

    @Test
    void aChangeOfTheCommittedFileFlowsIn() {
        ConfigMerge merge = ConfigMerge.of(BASE, BASE.replace("15d", "30d"), BASE + "encryptionsalt: v1:abc\n");

        assertThat(merge.conflicts()).isEmpty();
        assertThat(merge.text())
                .isEqualTo(
                        """
                        config:
                          p:retention: 30d # days
                          p:replicas: 1
                          p:resources:
                            cpu: 250m
                            memory: 512Mi
                        encryptionsalt: v1:abc
                        """);
    }

    @Test
    void whatWasSetPrivatelyStays() {
        String mine = BASE.replace("replicas: 1", "replicas: \"2\"") + "  p:secrets:\n    a:\n      secure: v1:x\n";

        ConfigMerge merge = ConfigMerge.of(BASE, BASE.replace("15d", "30d"), mine);

        assertThat(merge.conflicts()).isEmpty();
        assertThat(merge.text())
                .contains("p:retention: 30d", "p:replicas: \"2\"", "      secure: v1:x")
                .doesNotContain("15d");
    }

    @Test
    void aConflictKeepsThePrivateValueAndNamesTheKey() {
        ConfigMerge merge = ConfigMerge.of(BASE, BASE.replace("15d", "30d"), BASE.replace("15d", "7d"));

        assertThat(merge.conflicts()).containsExactly("p:retention");
        assertThat(merge.text()).contains("p:retention: 7d").doesNotContain("30d");
    }

    @Test
    void theSameChangeOnBothSidesIsNoConflict() {
        String changed = BASE.replace("15d", "30d");

        assertThat(ConfigMerge.of(BASE, changed, changed).conflicts()).isEmpty();
    }

    @Test
    void howPulumiRewritesAValueIsNoChange() {
        // It quotes numbers and sorts the keys of maps.
        String rewritten =
                """
                config:
                  p:replicas: "1"
                  p:resources:
                    memory: 512Mi
                    cpu: 250m
                  p:retention: 15d
                """;

        ConfigMerge merge = ConfigMerge.of(BASE, BASE.replace("replicas: 1", "replicas: 3"), rewritten);

        assertThat(merge.conflicts()).isEmpty();
        assertThat(merge.text()).contains("p:replicas: 3");
    }

    @Test
    void aKeyThatTheCommittedFileDropsIsDropped() {
        ConfigMerge merge = ConfigMerge.of(BASE, BASE.replace("  p:replicas: 1\n", ""), BASE);

        assertThat(merge.text()).doesNotContain("replicas");
    }

    @Test
    void aKeyThatWasRemovedPrivatelyStaysRemoved() {
        ConfigMerge merge = ConfigMerge.of(BASE, BASE.replace("15d", "30d"), BASE.replace("  p:replicas: 1\n", ""));

        assertThat(merge.conflicts()).isEmpty();
        assertThat(merge.text()).contains("30d").doesNotContain("replicas");
    }

    @Test
    void anUnchangedCommittedFileLeavesEveryByteOfThePrivateOne() {
        String mine = "config:   {p:a:   1}\n# mine\n";

        assertThat(ConfigMerge.of(BASE, BASE, mine).text()).isEqualTo(mine);
    }

    @Test
    void valuesKeepTheirNotation() {
        // Each of these would become something else if it were loaded and dumped.
        String base = "config:\n  p:day: 2001-12-14\n  p:number: 1.50\n  p:word: yes\n  p:text: \"1e3\"\n  p:none:\n";

        String merged = ConfigMerge.of(base, base + "  p:new: 1\n", base).text();

        assertThat(merged).isEqualTo(base + "  p:new: 1\n");
    }

    @Test
    void nothingButAnEmptyFileIsFine() {
        assertThat(ConfigMerge.of("config: {}\n", "{}\n", "config: {}\n").text())
                .isEqualTo("{}\n");
    }

    @Test
    void whatIsNotYamlIsRefused() {
        assertThatThrownBy(() -> ConfigMerge.of(BASE, "config: [", BASE)).isInstanceOf(YAMLException.class);
    }
}
