package com.renderowl.monitoring.units;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class OwnerTest {

    @Test
    void ownerIsReadAsItIsWritten() {
        Owner owner = new Owner("renderowl-monitoring", "staging", "0123");

        assertThat(owner).hasToString("renderowl-monitoring/staging/0123");
        assertThat(Owner.parse(owner.toString())).contains(owner);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "project", "project/stack", "project/stack/", "project/stack/id/more", "a/b c/d"})
    void otherTextsAreNoOwner(String value) {
        assertThat(Owner.parse(value)).isEmpty();
    }

    @Test
    void renamedStackIsTheSameAndAnotherStateOfTheSameNameIsNot() {
        Owner owner = new Owner("renderowl-monitoring", "staging", "0123");

        assertThat(owner.isSameStack(new Owner("renderowl-monitoring", "renamed", "0123")))
                .isTrue();
        assertThat(owner.isSameStack(new Owner("renderowl-monitoring", "staging", "4567")))
                .isFalse();
    }
}
