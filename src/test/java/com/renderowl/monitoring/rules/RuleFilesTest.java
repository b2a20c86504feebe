package com.renderowl.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.units.PrometheusDuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RuleFilesTest {

    private static final Path RULES = Path.of("src/main/resources/rules");

    private static final Pattern RANGE = Pattern.compile("\\[(\\w+)]");

    @ParameterizedTest
    @EnumSource
    void defaultsGiveTheFileItself(RuleSubject subject) throws Exception {
        byte[] file = Files.readAllBytes(Tools.projectRoot().resolve(RULES).resolve(subject.fileName()));

        assertThat(RuleFiles.text(subject, RuleSettings.defaults()).getBytes("UTF-8"))
                .isEqualTo(file);
    }

    @Test
    void everyFileHasASubject() throws Exception {
        assertThat(names(RULES))
                .containsExactlyInAnyOrderElementsOf(Stream.of(RuleSubject.values())
                        .map(RuleSubject::fileName)
                        .toList());
    }

    @Test
    void onlyTheWantedFilesAreLoaded() {
        assertThat(RuleFiles.of(EnumSet.of(RuleSubject.REDIS, RuleSubject.GENERAL), RuleSettings.defaults()))
                .containsOnlyKeys("general.yaml", "redis.yaml");
    }

    /** Names, severities and thresholds that the requirements fix. */
    @ParameterizedTest
    @CsvSource({
        "RenderowlBackendDown, critical, up",
        "RenderowlBackendHighErrorRate, warning, > 0.10",
        "RenderowlBackendSlowRequests, warning, > 0.5",
        "HighCPUUsage, warning, > 0.80",
        "HighMemoryUsage, warning, > 0.85",
        "DiskSpaceLow, warning, > 0.80",
        "PostgreSQLDown, critical, pg_up",
        "RedisDown, critical, redis_up"
    })
    void requiredAlertsExist(String name, String severity, String inExpression) {
        List<Rule> found =
                Rule.alerts().stream().filter(rule -> rule.name().equals(name)).toList();

        assertThat(found).hasSize(1);
        assertThat(found.get(0).labels()).isEqualTo(Map.of("severity", severity));
        assertThat(found.get(0).expression()).contains(inExpression);
    }

    @Test
    void everyAlertSaysWhatToDo() {
        assertThat(Rule.alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.labels().get("severity")).isIn("critical", "warning", "none");
            assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
            assertThat(alert.annotations().get("runbook_url"))
                    .isEqualTo(RuleSetting.RUNBOOKS.defaultText() + "/" + alert.name() + ".md");
        });
        assertThat(Rule.all()).extracting(Rule::name).doesNotHaveDuplicates();
    }

    @Test
    void everySettingHasAPlaceAndEveryPlaceHoldsItsDefault() {
        Set<RuleSetting> found = Stream.of(RuleSubject.values())
                .flatMap(subject -> SettingPlaces.find(RuleFiles.source(subject)).stream())
                .collect(Collectors.toSet());

        assertThat(found).containsExactlyInAnyOrder(RuleSetting.values());
    }

    /** What looks like a threshold or a job's name must not be forgotten when the setting is. */
    @Test
    void noDefaultStandsOutsideOfItsPlace() {
        for (RuleSubject subject : RuleSubject.values()) {
            assertThat(RuleFiles.source(subject).lines())
                    .filteredOn(line -> !line.contains("# setting:"))
                    .noneMatch(line -> line.matches(".*[<>] *\\d*\\.\\d+.*(?<!0\\.5)$"))
                    .noneMatch(line -> line.contains('"' + RuleSetting.BACKEND_JOB.defaultText() + '"'))
                    .noneMatch(line -> line.contains("https://github.com/renderowl"));
        }
    }

    @Test
    void placesThatDoNotFitAreRefused() {
        RuleSettings settings = RuleSettings.defaults();

        assertThatThrownBy(() -> SettingPlaces.fill("  > 0.2 # setting: errorRatio", settings))
                .hasMessage("the line marked with errorRatio lacks its default: > 0.2");
        assertThatThrownBy(() -> SettingPlaces.fill("  > 0.105 # setting: errorRatio", settings))
                .hasMessage("the line marked with errorRatio lacks its default: > 0.105");
        assertThatThrownBy(() -> SettingPlaces.fill("0.10 > 0.10 # setting: errorRatio", settings))
                .hasMessage("the line marked with errorRatio has its default twice: 0.10 > 0.10");
        assertThatThrownBy(() -> SettingPlaces.fill("> 0.10 # setting: errorRate", settings))
                .hasMessage("no setting has the key errorRate");
    }

    @Test
    void aValueIsNeverTakenForAnotherOnesDefault() {
        RuleSettings settings = RuleSettings.defaults()
                .with(RuleSetting.ERROR_STATUS_LABEL, "code")
                .with(RuleSetting.ERROR_STATUS_PATTERN, "status|\\d+");

        assertThat(SettingPlaces.fill(
                        "a\n  status=~\"5..\" # setting: errorStatusLabel errorStatusPattern\n", settings))
                .isEqualTo("a\n  code=~\"status|\\\\d+\" # setting: errorStatusLabel errorStatusPattern\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ERROR_RATIO; 1; is out of range",
                "ERROR_RATIO; 0; is out of range",
                "ERROR_RATIO; 10%; is not a decimal number",
                "ERROR_RATIO; -0.1; is not a decimal number",
                "ERROR_RATIO; 1e-2; is not a decimal number",
                "SLOW_REQUEST_SECONDS; 0.5s; is not a decimal number",
                "BACKEND_JOB; a\" or up; is not a job name",
                "ERROR_STATUS_LABEL; __name__; is not a label name",
                "ERROR_STATUS_PATTERN; 5..\"; has a character that no metric name has",
                "ERROR_STATUS_PATTERN; (5; has a '(' without its ')'",
                "RUNBOOKS; wiki; is not an address of pages",
                "RUNBOOKS; https://wiki.example/; is not an address of pages"
            })
    void valuesOutOfRangeAreRefused(RuleSetting setting, String text, String reason) {
        assertThatThrownBy(() -> setting.check(text)).hasMessageStartingWith(reason);
        assertThatThrownBy(() -> RuleSettings.defaults().with(setting, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(setting.key() + " '" + text + "' " + reason)
                .hasMessageEndingWith("; allowed: " + setting.allowed());
    }

    @ParameterizedTest
    @EnumSource
    void defaultsAreAllowed(RuleSetting setting) {
        assertThat(setting.check(setting.defaultText())).isEqualTo(setting.defaultText());
        assertThat(setting.description()).isNotBlank();
    }

    @Test
    void dividingTimeShortensDurationsAndNothingElse() {
        String text = "      # offset of 5 in [5m]\n        for: 5m\n        keep_firing_for: 1h\n"
                + "        expr: rate(x{for=\"5m\"}[1h30m]) > 5 and y offset 1d\n";

        assertThat(Durations.divide(text, 15))
                .isEqualTo("      # offset of 5 in [20s]\n        for: 20s\n        keep_firing_for: 4m\n"
                        + "        expr: rate(x{for=\"5m\"}[6m]) > 5 and y offset 96m\n");
        assertThatThrownBy(() -> RuleSettings.defaults().withTimeDivisor(0))
                .hasMessage("timeDivisor '0' is out of range; allowed: 1 to 60");
    }

    /** The shortest range of a rate decides how far apart scrapes may be. */
    @Test
    void scrapesMustBeCloseEnoughForTheShortestRate() {
        assertThat(RuleSettings.defaults().longestScrapeInterval()).hasToString("75s");
        assertThat(RuleSettings.defaults().withTimeDivisor(15).longestScrapeInterval())
                .hasToString("5s");
        assertThat(Rule.all().stream()
                        .flatMap(rule -> RANGE.matcher(rule.expression()).results())
                        .map(range -> PrometheusDuration.parse(range.group(1)))
                        .min(Comparator.naturalOrder()))
                .hasValue(PrometheusDuration.parse("5m"));
    }

    private static List<String> names(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(Tools.projectRoot().resolve(directory))) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
