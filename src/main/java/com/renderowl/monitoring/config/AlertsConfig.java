package com.renderowl.monitoring.config;

import com.renderowl.monitoring.config.KeyReference.Form;
import com.renderowl.monitoring.rules.RuleSetting;
import com.renderowl.monitoring.rules.RuleSettings;
import com.renderowl.monitoring.units.PrometheusDuration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads the section {@code alerts}: a key for each value in the alert rules that a stack may change. */
final class AlertsConfig {

    private static final Syntax<Integer> TIME_DIVISOR = Syntax.integer(1, RuleSettings.LARGEST_TIME_DIVISOR);

    private AlertsConfig() {}

    /**
     * Reads the settings of the rules, and reports scrape intervals that are too long for them.
     *
     * @param expectedSeries how many series a Prometheus server is expected to have
     * @param applications what is scraped; the backend's job is the one that the rules are about
     */
    static RuleSettings read(
            ObjectReader reader,
            PrometheusConfig prometheus,
            int expectedSeries,
            List<ApplicationConfig> applications) {
        Map<RuleSetting, String> texts = new EnumMap<>(RuleSetting.class);
        for (RuleSetting setting : RuleSetting.values()) {
            if (setting.decidedBy().isEmpty()) {
                texts.put(
                        setting,
                        reader.key(setting.key(), setting.description())
                                .value(
                                        new Syntax<>(
                                                setting::check,
                                                setting.allowed(),
                                                setting.isNumber() ? Form.NUMBER : Form.TEXT),
                                        setting.defaultText()));
            }
        }
        applications.stream()
                .filter(ApplicationConfig::isBackend)
                .forEach(backend -> texts.put(RuleSetting.BACKEND_JOB, backend.job()));
        texts.put(RuleSetting.EXPECTED_SERIES, String.valueOf(expectedSeries));
        int timeDivisor = reader.key(
                        "timeDivisor",
                        "By how much all durations in the rules are divided, so that a rehearsal need not wait for hours;"
                                + " 1 for real use")
                .value(TIME_DIVISOR, 1);
        reader.refuseUnknownKeys();
        RuleSettings settings = new RuleSettings(texts, timeDivisor);
        checkIntervals(reader, settings.longestScrapeInterval(), prometheus, applications);
        return settings;
    }

    private static void checkIntervals(
            ObjectReader reader,
            PrometheusDuration longest,
            PrometheusConfig prometheus,
            List<ApplicationConfig> applications) {
        checkInterval(reader, "prometheus.scrapeInterval", prometheus.scrapeInterval(), longest);
        for (ApplicationConfig application : applications) {
            if (application.isBackend() && application.scrapeInterval() != null) {
                checkInterval(
                        reader,
                        "applications." + application.name() + ".scrapeInterval",
                        application.scrapeInterval(),
                        longest);
            }
        }
    }

    /** The rules look at windows of minutes; with too few samples in them they would stay silent without a word. */
    private static void checkInterval(
            ObjectReader reader, String path, PrometheusDuration interval, PrometheusDuration longest) {
        if (interval.compareTo(longest) > 0) {
            reader.reading()
                    .problems()
                    .add(
                            path,
                            Shown.quoted(interval.toString())
                                    + " leaves too few samples in the windows of the alert rules",
                            "at most " + longest,
                            reader.reading().toSet(path));
        }
    }
}
