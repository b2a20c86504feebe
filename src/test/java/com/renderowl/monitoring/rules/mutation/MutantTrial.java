package com.renderowl.monitoring.rules.mutation;

import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.rules.Rule;
import com.renderowl.monitoring.rules.RuleTestFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Runs a rule's tests on versions of that rule. Many versions share one promtool, which costs more to start than a
 * version costs to test; and only what a test of this rule can see is loaded.
 */
final class MutantTrial {

    /** Several promtools run at a time, and each makes garbage faster than anything else. */
    private static final Map<String, String> ONE_PROCESSOR = Map.of("GOMAXPROCS", "1", "GOGC", "400");

    /** The titles of tests of which some fails for most mistakes. */
    private static final String FIRST = "(fires|stays silent|edge of threshold)$";

    private static final String ALL = ".*";

    private final Rule original;
    private final List<Rule> alerts;
    private final List<RuleTestFile> files;

    /** A trial of all versions of one rule, whose tests are those of the alerts that use it. */
    MutantTrial(Rule original) {
        this.original = original;
        this.alerts = Rule.alerts().stream()
                .filter(alert -> alert.name().equals(original.name())
                        || alert.expression().contains(original.name()))
                .toList();
        Set<String> names = alerts.stream().map(Rule::name).collect(Collectors.toSet());
        this.files = RuleTestFile.all().stream()
                .filter(file -> file.cases().stream().anyMatch(test -> names.contains(test.alert())))
                .toList();
    }

    /** The test files that are run. */
    List<RuleTestFile> files() {
        return files;
    }

    /** How many tests each version must pass. */
    long cases() {
        return titles().count();
    }

    /**
     * Runs the tests on each version: first those few that notice most changes, then all on the versions that passed them.
     *
     * @param directory an empty directory for the versions
     * @return for each version, whether some test failed
     * @throws AssertionError when promtool did not run all tests of all versions
     */
    List<Boolean> failures(List<Rule> versions, Path directory) {
        List<String> names = new ArrayList<>();
        Map<String, List<String>> paths = new HashMap<>();
        for (int index = 0; index < versions.size(); index++) {
            String name = "m" + index;
            names.add(name);
            paths.put(name, write(versions.get(index), directory, name));
        }
        Set<String> failed = failed(FIRST, names, paths, directory);
        List<String> passed =
                names.stream().filter(name -> !failed.contains(name)).toList();
        failed.addAll(failed(ALL, passed, paths, directory));
        return names.stream().map(failed::contains).toList();
    }

    /** Those of the versions of which some test with one of these titles fails. */
    private Set<String> failed(String run, List<String> names, Map<String, List<String>> paths, Path directory) {
        Set<String> failed = new HashSet<>();
        if (names.isEmpty()) {
            return failed;
        }
        List<String> arguments =
                new ArrayList<>(List.of("test", "rules", "--junit=report.xml", "--run=" + theirs() + run));
        names.forEach(name -> arguments.addAll(paths.getOrDefault(name, List.of())));
        CommandOutcome outcome = Command.in(directory, Tools.require("promtool"))
                .andArguments(arguments)
                .with(ONE_PROCESSOR)
                .run();
        Map<String, Element> suites = suites(directory.resolve("report.xml"), outcome);
        long expected =
                titles().filter(title -> title.matches(run.replace("$", ""))).count();
        for (String name : names) {
            if (failed(name, expected, suites, outcome)) {
                failed.add(name);
            }
        }
        return failed;
    }

    private boolean failed(String version, long expected, Map<String, Element> suites, CommandOutcome outcome) {
        int tests = 0;
        boolean failed = false;
        for (RuleTestFile file : files) {
            Element suite = suites.get(version + "/" + file.path().getFileName());
            if (suite == null || !suite.getAttribute("errors").equals("0")) {
                throw new AssertionError("promtool could not test " + version + ": " + outcome.errors());
            }
            tests += Integer.parseInt(suite.getAttribute("tests"));
            failed |= !suite.getAttribute("failures").equals("0");
        }
        if (tests != expected) {
            throw new AssertionError("promtool ran " + tests + " of " + expected + " tests: " + outcome.output());
        }
        return failed;
    }

    /** The titles of all tests of the alerts. */
    private Stream<String> titles() {
        Set<String> names = alerts.stream().map(Rule::name).collect(Collectors.toSet());
        return files.stream()
                .flatMap(file -> file.cases().stream())
                .filter(test -> names.contains(test.alert()))
                .map(RuleTestFile.Case::title);
    }

    private String theirs() {
        return alerts.stream().map(Rule::name).collect(Collectors.joining("|", "^(", ") / "));
    }

    private List<String> write(Rule version, Path directory, String name) {
        try {
            Path folder = Files.createDirectory(directory.resolve(name));
            Files.writeString(folder.resolve("rules.yaml"), Rule.file(rules(version)));
            List<String> written = new ArrayList<>();
            for (RuleTestFile file : files) {
                Path path = folder.resolve(file.path().getFileName());
                Files.writeString(path, file.testing("rules.yaml"));
                written.add(name + "/" + file.path().getFileName());
            }
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version, the alerts that are tested, and what those need recorded, in the order of the file. */
    private List<Rule> rules(Rule version) {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : new LinkedHashSet<>(Rule.all())) {
            boolean isNeeded = alerts.contains(rule)
                    || (!rule.isAlert()
                            && alerts.stream()
                                    .anyMatch(alert -> alert.expression().contains(rule.name())));
            if (rule.equals(original)) {
                rules.add(version);
            } else if (isNeeded) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private static Map<String, Element> suites(Path report, CommandOutcome outcome) {
        try {
            NodeList found = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("testsuite");
            Map<String, Element> suites = new HashMap<>();
            for (int index = 0; index < found.getLength(); index++) {
                Element suite = (Element) found.item(index);
                suites.put(suite.getAttribute("name"), suite);
            }
            return suites;
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new AssertionError("promtool wrote no report: " + outcome.errors(), e);
        }
    }
}
