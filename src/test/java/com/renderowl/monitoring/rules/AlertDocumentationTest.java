package com.renderowl.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read about the alerts: a runbook for each, and their table in the README. */
class AlertDocumentationTest {

    private static final Path RUNBOOKS = Tools.projectRoot().resolve("docs/runbooks");

    private static final Pattern SETTING = Pattern.compile(
            "`((?:alerts|alertmanager|applications|capacity|exporters|namespaces|network|operator|prometheus)\\.(?!yml)[A-Za-z.]+)`");

    /** Of no use to somebody who reads about one alert, as many alerts have them. */
    private static final Set<RuleSetting> NOT_IN_THE_TABLE = Set.of(RuleSetting.RUNBOOKS, RuleSetting.BACKEND_JOB);

    static Stream<Rule> alerts() {
        return Rule.alerts().stream();
    }

    @Test
    void everyRunbookHasAnAlert() throws IOException {
        try (Stream<Path> files = Files.list(RUNBOOKS)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .containsExactlyInAnyOrderElementsOf(
                            alerts().map(alert -> alert.name() + ".md").toList());
        }
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void runbookSaysWhatItMeansWhomItHurtsHowToFindOutAndHowToFix(Rule alert) {
        String runbook = read(RUNBOOKS.resolve(alert.name() + ".md"));

        assertThat(runbook).startsWith("# " + alert.name() + "\n");
        assertThat(Pattern.compile("^## (.*)", Pattern.MULTILINE)
                        .matcher(runbook)
                        .results()
                        .map(heading -> heading.group(1)))
                .containsExactly("Meaning", "Impact", "Diagnosis", "Fix");
        List<String> sections = Arrays.asList(runbook.split("\n## "));
        assertThat(sections.subList(1, sections.size()))
                .allSatisfy(section -> assertThat(section).hasSizeGreaterThan(40));
        assertThat(sections.get(3)).as("commands to copy").contains("```sh\n");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void settingsThatTheRunbookNamesExist(Rule alert) {
        Set<String> known = StackConfigReader.reference().stream()
                .flatMap(key -> pathAndSectionsAbove(key.path()))
                .collect(Collectors.toSet());

        assertThat(SETTING.matcher(read(RUNBOOKS.resolve(alert.name() + ".md")))
                        .results()
                        .map(setting -> setting.group(1)))
                .isSubsetOf(known);
    }

    /** Also with any exporter's name, as a runbook about none in particular writes it. */
    private static Stream<String> pathAndSectionsAbove(String path) {
        return Stream.of(path, path.replaceFirst("^exporters\\.(node|postgres|redis)\\.", "exporters.NAME."))
                .map(each -> List.of(each.split("\\.")))
                .flatMap(names -> IntStream.rangeClosed(1, names.size())
                        .mapToObj(count -> String.join(".", names.subList(0, count))));
    }

    /** The address is that of this repository's files, so the end of it must be one of them. */
    @ParameterizedTest
    @MethodSource("alerts")
    void linkOfTheAlertLeadsToItsRunbook(Rule alert) {
        String link = String.valueOf(alert.annotations().get("runbook_url"));
        String file = link.substring(link.indexOf("/blob/main/") + "/blob/main/".length());

        assertThat(Tools.projectRoot().resolve(file)).isRegularFile().isEqualTo(RUNBOOKS.resolve(alert.name() + ".md"));
        assertThat(read(RUNBOOKS.resolve("README.md")))
                .containsOnlyOnce("[" + alert.name() + "](" + alert.name() + ".md)");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void rowOfTheReadmeIsTrue(Rule alert) {
        String link = "| [" + alert.name() + "](docs/runbooks/" + alert.name() + ".md) |";
        List<String> rows = read(Tools.projectRoot().resolve("README.md"))
                .lines()
                .filter(line -> line.startsWith(link))
                .toList();

        assertThat(rows).hasSize(1);
        String[] cells = rows.get(0).split("\\|", -1);
        assertThat(cells[2].strip()).isEqualTo(alert.labels().get("severity"));
        assertThat(cells[4].strip()).isEqualTo(alert.duration().orElse("at once"));
        assertThat(Pattern.compile("`([\\w.]+)`").matcher(cells[5]).results().map(key -> key.group(1)))
                .containsExactlyInAnyOrderElementsOf(settings(alert));
    }

    /** The keys of the settings in an alert's part of its file. */
    private static Set<String> settings(Rule alert) {
        String part = Pattern.compile("^ +- (alert|record): .*\\n((?! +- (alert|record):).*\\n)*", Pattern.MULTILINE)
                .matcher(RuleFiles.source(alert.subject()))
                .results()
                .map(MatchResult::group)
                .filter(text -> text.contains("- alert: " + alert.name() + "\n"))
                .collect(Collectors.joining());
        return SettingPlaces.find(part).stream()
                .filter(setting -> !NOT_IN_THE_TABLE.contains(setting))
                .map(setting -> setting.decidedBy().orElse(setting.key()))
                .collect(Collectors.toSet());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
