package com.renderowl.monitoring.rules.mutation;

import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.PrometheusServer;
import com.renderowl.monitoring.rules.Rule;
import com.renderowl.monitoring.rules.RuleTestFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
        Set<String> names = alerts.stream().map(Rule::name).collect(Collectors.toSet());
        return files.stream()
                .flatMap(file -> file.cases().stream())
                .filter(test -> names.contains(test.alert()))
                .count();
    }

    /**
     * Runs the tests on each version.
     *
     * @param directory an empty directory for the versions
     * @return for each version, whether some test failed
     * @throws AssertionError when promtool did not run all tests of all versions
     */
    List<Boolean> failures(List<Rule> versions, Path directory) {
        List<String> arguments =
                new ArrayList<>(List.of("test", "rules", "--junit=report.xml", "--run=" + onlyTheirs()));
        for (int index = 0; index < versions.size(); index++) {
            arguments.addAll(write(versions.get(index), directory, "m" + index));
        }
        CommandOutcome outcome = PrometheusServer.promtool(directory, arguments.toArray(String[]::new));
        Map<String, Element> suites = suites(directory.resolve("report.xml"), outcome);
        List<Boolean> failures = new ArrayList<>();
        for (int index = 0; index < versions.size(); index++) {
            failures.add(failed("m" + index, suites, outcome));
        }
        return failures;
    }

    private boolean failed(String version, Map<String, Element> suites, CommandOutcome outcome) {
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
        if (tests != cases()) {
            throw new AssertionError("promtool ran " + tests + " of " + cases() + " tests: " + outcome.output());
        }
        return failed;
    }

    private String onlyTheirs() {
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
