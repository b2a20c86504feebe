package com.renderowl.monitoring.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.rules.RuleSetting;
import com.renderowl.monitoring.rules.RuleSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class DashboardFilesTest {

    private static final Path FILES = Path.of("src/main/resources/dashboards");

    /** The newest of the classic model; Grafana 13 writes it, and reads it without a migration. */
    private static final int SCHEMA_VERSION = 42;

    private static final Map<String, Object> DATA_SOURCE = Map.of("type", "prometheus", "uid", "${datasource}");

    private static final Set<String> PANELS = Set.of("stat", "timeseries", "table", "heatmap");

    private static final String MARK = ", \"setting\": \"";

    /** Settings that say from when on something counts: no line in a graph. */
    private static final Set<RuleSetting> NO_THRESHOLDS =
            Set.of(RuleSetting.MINIMUM_REQUEST_RATE, RuleSetting.MINIMUM_RENDER_RATE);

    @Test
    void everyFileHasASubject() throws Exception {
        try (Stream<Path> files = Files.list(Tools.projectRoot().resolve(FILES))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Stream.of(DashboardSubject.values())
                            .map(subject -> subject.id() + ".json")
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void defaultsGiveTheFileItselfLessTheMarks(DashboardSubject subject) throws Exception {
        String file = Files.readString(Tools.projectRoot().resolve(FILES).resolve(subject.id() + ".json"));

        assertThat(DashboardFiles.text(subject, RuleSettings.defaults()))
                .isEqualTo(file.replaceAll(MARK + "\\w+\"", ""))
                .doesNotContain("\"setting\"")
                .endsWith("}\n");
    }

    @ParameterizedTest
    @EnumSource
    void isADashboardOfThisPlatform(DashboardSubject subject) {
        Document content = dashboard(subject).content();

        assertThat(content.at("uid")).isEqualTo(subject.uid());
        assertThat(content.at("schemaVersion")).isEqualTo(SCHEMA_VERSION);
        assertThat(content.at("tags")).isEqualTo(List.of("renderowl"));
        assertThat(content.text("title")).startsWith("Renderowl / ");
        assertThat(content.text("description")).isNotBlank();
        assertThat(content.text("refresh")).matches("\\d+[sm]");
        assertThat(content.at("editable")).isEqualTo(false);
        assertThat(content.at("links[0].type")).as("leads to the others").isEqualTo("dashboards");
        assertThat(content.at("links[0].tags")).isEqualTo(List.of("renderowl"));
        assertThat(content.at("links[1].url")).isEqualTo("${runbooks:raw}/README.md");
    }

    @Test
    void namesAreUnique() {
        List<Dashboard> all = Stream.of(DashboardSubject.values())
                .map(DashboardFilesTest::dashboard)
                .toList();

        assertThat(all).extracting(each -> each.content().at("uid")).doesNotHaveDuplicates();
        assertThat(all).extracting(each -> each.content().at("title")).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void everyPanelSaysWhatItShows(DashboardSubject subject) {
        Dashboard dashboard = dashboard(subject);

        assertThat(dashboard.content().list("panels"))
                .extracting(panel -> panel.at("id"))
                .doesNotHaveDuplicates();
        assertThat(dashboard.panels()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.text("type")).isIn(PANELS);
            assertThat(panel.text("title")).isNotBlank();
            assertThat(panel.text("description")).matches("[A-Z0-9].{10,}[^.]");
            assertThat(panel.at("fieldConfig.defaults.unit"))
                    .as(panel.text("title"))
                    .isInstanceOf(String.class);
            assertThat(panel.list("targets")).isNotEmpty();
            assertThat(panel.list("targets"))
                    .extracting(target -> target.at("refId"))
                    .doesNotHaveDuplicates();
            assertThat(panel.list("targets")).allSatisfy(target -> assertThat(target.text("legendFormat"))
                    .isNotBlank());
            if (panel.text("type").equals("timeseries")) {
                assertThat(panel.at("options.legend.showLegend")).isEqualTo(true);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyQueryGoesToTheChosenDataSource(DashboardSubject subject) {
        Dashboard dashboard = dashboard(subject);

        assertThat(dashboard.variables("datasource")).hasSize(1).allSatisfy(variable -> {
            assertThat(variable.at("name")).isEqualTo("datasource");
            assertThat(variable.at("query")).isEqualTo("prometheus");
        });
        List<Document> askers = new ArrayList<>(dashboard.panels());
        dashboard.panels().forEach(panel -> askers.addAll(panel.list("targets")));
        askers.addAll(dashboard.variables("query"));
        assertThat(askers)
                .allSatisfy(asker -> assertThat(asker.at("datasource")).isEqualTo(DATA_SOURCE));
    }

    @ParameterizedTest
    @EnumSource
    void everyVariableIsDeclaredAndUsed(DashboardSubject subject) {
        String text = DashboardFiles.source(subject);
        Set<String> used = new HashSet<>();
        Matcher matcher = Dashboard.VARIABLE.matcher(text);
        while (matcher.find()) {
            used.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        used.removeAll(Set.of("__rate_interval", "__all"));

        assertThat(dashboard(subject).variables())
                .extracting(variable -> variable.text("name"))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(used);
    }

    /** A panel over another one is invisible, and one beside the grid is moved. */
    @ParameterizedTest
    @EnumSource
    void panelsFillTheGridWithoutOverlap(DashboardSubject subject) {
        Set<String> taken = new HashSet<>();
        for (Document panel : dashboard(subject).content().list("panels")) {
            int left = (int) panel.at("gridPos.x");
            int top = (int) panel.at("gridPos.y");
            int right = left + (int) panel.at("gridPos.w");
            int bottom = top + (int) panel.at("gridPos.h");
            assertThat(right).as(panel.text("title")).isLessThanOrEqualTo(24);
            for (int column = left; column < right; column++) {
                for (int line = top; line < bottom; line++) {
                    assertThat(taken.add(column + "/" + line))
                            .as(panel.text("title"))
                            .isTrue();
                }
            }
        }
        int height = taken.stream()
                        .mapToInt(cell -> Integer.parseInt(cell.substring(cell.indexOf('/') + 1)))
                        .max()
                        .orElseThrow()
                + 1;
        assertThat(taken).as("cells of a full grid").hasSize(24 * height);
    }

    @Test
    void runbooksThatAreLinkedExist() {
        List<String> links = Stream.of(DashboardSubject.values())
                .flatMap(subject -> dashboard(subject).panels().stream())
                .flatMap(panel -> panel.list("links").stream())
                .map(link -> link.text("url"))
                .toList();

        assertThat(links).hasSizeGreaterThan(30).allSatisfy(link -> assertThat(
                        Tools.projectRoot().resolve(link.replace("${runbooks:raw}", "docs/runbooks")))
                .isRegularFile());
    }

    @Test
    void everyAlertOnAThresholdHasItsLineSomewhere() {
        Set<String> marked = Stream.of(DashboardSubject.values())
                .flatMap(subject -> Pattern.compile(MARK + "(\\w+)\"")
                        .matcher(DashboardFiles.source(subject))
                        .results())
                .map(mark -> mark.group(1))
                .collect(Collectors.toSet());

        assertThat(marked)
                .containsExactlyInAnyOrderElementsOf(Stream.of(RuleSetting.values())
                        .filter(setting -> setting.defaultText().matches("\\d+(\\.\\d+)?"))
                        .filter(setting -> !NO_THRESHOLDS.contains(setting))
                        .map(RuleSetting::key)
                        .toList());
    }

    /** What looks like the threshold of an alert must not be forgotten when the setting is changed. */
    @ParameterizedTest
    @EnumSource
    void thresholdsFollowTheSettings(DashboardSubject subject) {
        String source = DashboardFiles.source(subject);

        assertThat(Pattern.compile("\"color\": \"red\", \"value\": (?<value>[^}]+)}")
                        .matcher(source)
                        .results())
                .allSatisfy(step -> assertThat(step.group(1)).matches("1|[\\d.]+" + MARK + "\\w+\""));
        assertThat(Pattern.compile("\"value\": ([\\d.]+)" + MARK + "(\\w+)\"")
                        .matcher(source)
                        .results())
                .allSatisfy(step -> assertThat(step.group(1)).isEqualTo(defaultOf(step.group(2))));
        assertThat(dashboard(subject).variables("constant"))
                .isNotEmpty()
                .allSatisfy(constant -> assertThat(constant.text("query")).isEqualTo(defaultOf(constant.text("name"))));
    }

    @Test
    void changedSettingsReachThresholdsAndConstants() {
        RuleSettings settings = RuleSettings.defaults()
                .with(RuleSetting.ERROR_RATIO, "00.25")
                .with(RuleSetting.ERROR_STATUS_LABEL, "code")
                .with(RuleSetting.ERROR_STATUS_PATTERN, "5\\d\\d")
                .with(RuleSetting.RUNBOOKS, "https://wiki.example.com/runbooks");
        Dashboard dashboard = Dashboard.of(DashboardSubject.BACKEND, settings);

        Document failed = dashboard.panels().stream()
                .filter(panel -> panel.text("title").equals("Failed requests"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.at("fieldConfig.defaults.thresholds.steps[1]"))
                .isEqualTo(Map.of("color", "red", "value", 0.25));
        assertThat(dashboard.variables("constant"))
                .extracting(constant -> constant.at("query"))
                .containsExactly("https://wiki.example.com/runbooks", "code", "5\\d\\d");
        assertThat(dashboard.queries("5m"))
                .anyMatch(query -> query.expression().contains("route=~\".*\", code=~\"5\\\\d\\\\d\""));
    }

    @Test
    void aPlaceForNoSettingIsRefused() {
        assertThatThrownBy(
                        () -> DashboardFiles.fill("\"value\": 1, \"setting\": \"errorRate\"", RuleSettings.defaults()))
                .hasMessage("a dashboard follows errorRate, which no setting is");
    }

    /** A ConfigMap holds a mebibyte. */
    @ParameterizedTest
    @EnumSource
    void isSmall(DashboardSubject subject) {
        assertThat(DashboardFiles.source(subject).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(64 * 1024);
    }

    private static String defaultOf(String key) {
        return Stream.of(RuleSetting.values())
                .filter(setting -> setting.key().equals(key))
                .map(RuleSetting::defaultText)
                .findFirst()
                .orElseThrow();
    }

    private static Dashboard dashboard(DashboardSubject subject) {
        return Dashboard.of(subject, RuleSettings.defaults());
    }
}
