package com.renderowl.monitoring.cli.doctor;

import com.renderowl.monitoring.cli.engine.Engine;
import com.renderowl.monitoring.cli.engine.EngineLocator;
import com.renderowl.monitoring.cli.engine.Plugins;
import com.renderowl.monitoring.cli.engine.Tools;
import com.renderowl.monitoring.cli.support.Executables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The programs: Java, Maven, Go, the engine with its provider, and what the tests run. */
public final class ProgramChecks {

    private final Map<String, String> environment;
    private final EngineLocator engines;
    private final Tools tools;

    /**
     * @param environment of the user
     * @param engines finds the engine
     * @param tools knows what is built
     */
    public ProgramChecks(Map<String, String> environment, EngineLocator engines, Tools tools) {
        this.environment = Map.copyOf(environment);
        this.engines = engines;
        this.tools = tools;
    }

    /** Looks at all of them; builds nothing. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(maven());
        Optional<Engine> onPath = engines.onPath();
        boolean isBuilt = onPath.isEmpty() && engines.isBuilt();
        boolean hasGo = Executables.find("go", environment).isPresent();
        findings.add(engine(onPath, isBuilt, hasGo));
        findings.add(go(onPath.isPresent() || isBuilt));
        findings.add(provider(onPath.isPresent(), isBuilt));
        findings.addAll(toolGroups());
        return findings;
    }

    private static Finding java() {
        Path home = Path.of(System.getProperty("java.home"));
        String detail = Runtime.version() + " in " + home;
        return Files.exists(home.resolve("bin").resolve("javac"))
                ? Finding.ok("Java", detail)
                : Finding.note("Java", detail + ", without a compiler: install a JDK to build the program");
    }

    private Finding maven() {
        return Executables.find("mvn", environment)
                .map(path -> Finding.ok("Maven", path.toString()))
                .orElse(Finding.note(
                        "Maven", "not on the PATH; needed when sources change: https://maven.apache.org/install.html"));
    }

    private Finding go(boolean hasEngine) {
        return Executables.find("go", environment)
                .map(path -> Finding.ok("Go", path.toString()))
                .orElse(Finding.note(
                        "Go",
                        "not on the PATH; needed to build " + (hasEngine ? "the programs for tests" : "the engine")
                                + ": https://go.dev/dl"));
    }

    private Finding engine(Optional<Engine> onPath, boolean isBuilt, boolean hasGo) {
        if (onPath.isPresent()) {
            return Finding.ok(
                    "Engine",
                    "pulumi " + onPath.get().version() + " at " + onPath.get().executable());
        }
        String older = engines.firstOnPath()
                .map(path -> path + " is older than " + EngineLocator.OLDEST_VERSION + "; ")
                .orElse("");
        if (isBuilt) {
            return Finding.ok("Engine", older + "built by tools/build");
        }
        return hasGo
                ? Finding.note("Engine", older + "not built yet: the first command does it (some minutes)")
                : Finding.missing(
                        "Engine",
                        older + "install Pulumi (https://www.pulumi.com/docs/install), or Go to build it from source");
    }

    private static Finding provider(boolean hasReleasedEngine, boolean isBuilt) {
        String name = "kubernetes " + Plugins.KUBERNETES_VERSION;
        if (hasReleasedEngine) {
            return Finding.ok("Provider", name + ", which the engine downloads when it needs it");
        }
        return isBuilt
                ? Finding.ok("Provider", name + ", built by tools/build")
                : Finding.note("Provider", name + " is built with the engine");
    }

    /** What {@code tools/build --list} says, by group: a group, its programs, versions and states. */
    private List<Finding> toolGroups() {
        Map<String, List<String[]>> groups = new LinkedHashMap<>();
        tools.list().stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length == 4)
                .forEach(columns -> groups.computeIfAbsent(columns[0], group -> new ArrayList<>())
                        .add(columns));
        List<Finding> findings = new ArrayList<>();
        groups.forEach((group, rows) -> {
            String programs = rows.stream().map(row -> row[1] + " " + row[2]).collect(Collectors.joining(", "));
            TreeSet<String> states = rows.stream().map(row -> row[3]).collect(Collectors.toCollection(TreeSet::new));
            String subject = "Tools: " + group;
            findings.add(
                    states.equals(new TreeSet<>(List.of("built")))
                            ? Finding.ok(subject, programs)
                            : Finding.note(subject, String.join(", ", states) + ": " + programs));
        });
        return findings;
    }
}
