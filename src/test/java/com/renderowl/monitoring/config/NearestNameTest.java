package com.renderowl.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {

    private static final List<String> KNOWN =
            List.of("retention", "retentionSize", "port", "dns", "limits", "scrapeInterval", "platform", "network");

    @ParameterizedTest
    @CsvSource({
        "retension, retention",
        "Retention, retention",
        "retnetion, retention",
        "retention_size, retentionSize",
        "retentionsize, retentionSize",
        "prot, port",
        "ports, port",
        "limit, limits",
        "interval, scrapeInterval",
        "scrape-interval, scrapeInterval",
        "networkPolicy, network",
        "platfrom, platform",
    })
    void findsTheSlip(String given, String meant) {
        assertThat(NearestName.of(given, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "db", "d", "", "image", "replicas", "logLevel", "x"})
    void doesNotGuessWildly(String given) {
        assertThat(NearestName.of(given, KNOWN)).isEmpty();
    }
}
