package com.renderowl.monitoring.rules;

import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.units.PrometheusDuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A file of promtool tests.
 *
 * @param path where it is
 * @param text its text
 * @param step how much time passes between two evaluations of the rules
 * @param cases its tests
 */
public record RuleTestFile(Path path, String text, PrometheusDuration step, List<Case> cases) {

    private static final Pattern NAME = Pattern.compile("(\\w+) / (.+)");

    private static final Pattern RULE_FILES = Pattern.compile("rule_files: \\[.*]");

    /**
     * A test.
     *
     * @param alert the alert that it is about
     * @param title what it shows, such as {@code fires} or {@code edge of for}
     * @param checked the names of all alerts that it looks at
     */
    public record Case(String alert, String title, List<String> checked) {

        /** As it stands in the file. */
        public String name() {
            return alert + " / " + title;
        }
    }

    /** All files of promtool tests. */
    public static List<RuleTestFile> all() {
        try (Stream<Path> paths = Files.list(Tools.projectRoot().resolve("src/test/resources/promtool"))) {
            return paths.filter(path -> path.toString().endsWith(".test.yaml"))
                    .sorted()
                    .map(RuleTestFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuleTestFile read(Path path) {
        try {
            String text = Files.readString(path);
            Map<String, Object> content = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            @SuppressWarnings("unchecked")
            List<Map<String, Object>> tests = (List<Map<String, Object>>) content.get("tests");
            return new RuleTestFile(
                    path,
                    text,
                    PrometheusDuration.parse(content.get("evaluation_interval").toString()),
                    tests.stream().map(RuleTestFile::readCase).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case readCase(Map<String, Object> test) {
        String name = String.valueOf(test.get("name"));
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new AssertionError("A test must be named ALERT / CASE: " + name);
        }
        Stream<String> byName = checks(test, "alert_rule_test").map(check -> String.valueOf(check.get("alertname")));
        Stream<String> byQuery = checks(test, "promql_expr_test")
                .flatMap(check -> Pattern.compile("alertname=\"(\\w+)\"")
                        .matcher(String.valueOf(check.get("expr")))
                        .results()
                        .map(found -> found.group(1)));
        return new Case(
                matcher.group(1),
                matcher.group(2),
                Stream.concat(byName, byQuery).distinct().toList());
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> checks(Map<String, Object> test, String kind) {
        return ((List<Map<String, Object>>) test.getOrDefault(kind, List.of())).stream();
    }

    /** The text with another rule file to test. */
    public String testing(String ruleFile) {
        return RULE_FILES.matcher(text).replaceFirst(Matcher.quoteReplacement("rule_files: [" + ruleFile + "]"));
    }
}
