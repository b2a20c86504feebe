package com.renderowl.monitoring.cli.tiers;

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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the reports that Surefire leaves, a file per test class. */
final class Reports {

    /** In characters: some say the whole of what they have seen. */
    private static final int LONGEST_REASON = 300;

    /** How many classes are named for the time that they took. */
    private static final int SHOWN = 5;

    private Reports() {}

    /** Adds up the reports in {@code folder}, and reads {@code tables}; what is not there holds none. */
    static TierResult read(Tier tier, Path folder, Path tables) {
        int tests = 0;
        int failed = 0;
        int skipped = 0;
        Map<String, Double> seconds = new HashMap<>();
        List<String> failures = new ArrayList<>();
        Set<String> reasons = new LinkedHashSet<>();
        for (Path file : files(folder)) {
            Element suite = parse(file);
            tests += number(suite, "tests");
            failed += number(suite, "failures") + number(suite, "errors");
            skipped += number(suite, "skipped");
            String type = suite.getAttribute("name");
            double time = Double.parseDouble(suite.getAttribute("time").replace(",", ""));
            seconds.merge(type.substring(type.lastIndexOf('.') + 1), time, Double::sum);
            elements(suite, "failure").map(Reports::failure).forEach(failures::add);
            elements(suite, "error").map(Reports::failure).forEach(failures::add);
            elements(suite, "skipped").map(note -> note.getAttribute("message")).forEach(reasons::add);
        }
        double total =
                seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        return new TierResult(
                tier,
                tests,
                failed,
                skipped,
                total,
                slowest(seconds),
                failures,
                new ArrayList<>(reasons),
                lines(tables));
    }

    private static List<String> slowest(Map<String, Double> seconds) {
        return seconds.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(SHOWN)
                .map(type -> type.getKey() + " " + Math.round(type.getValue()) + " s")
                .toList();
    }

    /** The test, of whose report this is a part, and what was wrong, in a line. */
    private static String failure(Element failure) {
        Element test = (Element) failure.getParentNode();
        String type = test.getAttribute("classname");
        String message = failure.getAttribute("message")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
        String reason = message.isEmpty() ? failure.getAttribute("type") : message;
        return type.substring(type.lastIndexOf('.') + 1) + "." + test.getAttribute("name") + ": "
                + reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }

    private static Stream<Element> elements(Element suite, String name) {
        NodeList found = suite.getElementsByTagName(name);
        return IntStream.range(0, found.getLength()).mapToObj(index -> (Element) found.item(index));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Element suite, String attribute) {
        return Integer.parseInt(suite.getAttribute(attribute));
    }

    private static Element parse(Path file) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(file + " is not a test report", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
