package com.renderowl.monitoring.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.tiers.Tier;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A tier that does not build a program which one of its tests asks for only works where another tier has built it. */
@Tag("unit")
class TierToolsTest {

    private static final Set<JavaClass> TESTS = new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
                    .importPackages("com.renderowl.monitoring")
                    .stream()
                    .filter(type -> type.isAnnotatedWith(RequiresTools.class))
                    .collect(Collectors.toSet());

    @ParameterizedTest
    @EnumSource(names = {"RULES", "ENGINE", "CLUSTER", "FAULTS", "DOCKER", "OPERATOR", "NODE"})
    void aTierBuildsWhatItsTestsAskFor(Tier tier) {
        Set<String> needed = TESTS.stream()
                .filter(type -> type.isAnnotatedWith(Tag.class)
                        && type.getAnnotationOfType(Tag.class).value().equals(tier.id()))
                .flatMap(type -> Arrays.stream(
                        type.getAnnotationOfType(RequiresTools.class).value()))
                .map(Tools::groupOf)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(needed).isNotEmpty();
        assertThat(tier.toolGroups()).containsAll(needed);
    }
}
