package com.renderowl.monitoring.cli.engine;

import com.renderowl.monitoring.cli.support.Executables;
import com.renderowl.monitoring.cli.support.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the engine: a suitable {@code pulumi} on the PATH, else the one that {@code tools/build} makes. What is found is
 * remembered with the size and time of the files that it depends on, as asking costs more than a tenth of a second.
 */
public final class EngineLocator {

    /** Older engines were not tried with this program. */
    public static final String OLDEST_VERSION = "3.220.0";

    private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+)\\.(\\d+)\\S*");

    private final Project project;
    private final Tools tools;
    private final Map<String, String> environment;
    private final Remembered remembered;
    private final String provider;

    /**
     * @param project whose tools may be used
     * @param tools builds them
     * @param environment of this process, for its PATH
     */
    public EngineLocator(Project project, Tools tools, Map<String, String> environment) {
        this(project, tools, environment, "kubernetes");
    }

    private EngineLocator(Project project, Tools tools, Map<String, String> environment, String provider) {
        this.provider = provider;
        this.project = project;
        this.tools = tools;
        this.environment = Map.copyOf(environment);
        this.remembered = new Remembered(project.privateFolder().resolve("cache"));
    }

    /** The same for stacks on Docker, whose plugin is another one. */
    public EngineLocator forDocker() {
        return new EngineLocator(project, tools, environment, "docker");
    }

    /** The groups of {@code tools/build} that make an engine. */
    private List<String> groups() {
        return List.of("engine", provider);
    }

    /** The engine to use; builds one when there is none. */
    public Engine locate() {
        return onPath().orElseGet(this::built);
    }

    /** A {@code pulumi} on the PATH that is new enough. */
    public Optional<Engine> onPath() {
        return firstOnPath().flatMap(executable -> {
            String version = remembered.get("pulumi-version", List.of(executable), () -> ask(executable));
            return isAtLeast(version, OLDEST_VERSION)
                    ? Optional.of(new Engine(executable, version, false))
                    : Optional.empty();
        });
    }

    /** The engine that is built from source, built now if need be. */
    private Engine built() {
        Path executable = project.toolsFolder().resolve("pulumi");
        String version = remembered.get("built-engine-" + provider, sources(), () -> {
            tools.build(
                    groups(),
                    "There is no pulumi " + OLDEST_VERSION
                            + " or newer on the PATH, so it is built from source with its"
                            + " plugins (" + String.join(", ", groups())
                            + "): about 11 minutes on two processor cores, once"
                            + " per machine. An installed Pulumi avoids that: https://www.pulumi.com/docs/install");
            return ask(executable);
        });
        return new Engine(executable, version, true);
    }

    /** The engine to use, if there is one: builds nothing. */
    public Optional<Engine> found() {
        Optional<Engine> released = onPath();
        return released.isPresent() || !isBuilt() ? released : Optional.of(built());
    }

    /** Whether the engine that is built from source is there and up to date. */
    public boolean isBuilt() {
        return tools.areBuilt(groups());
    }

    /** The first {@code pulumi} on the PATH that is not our own, of whatever version. */
    public Optional<Path> firstOnPath() {
        return Executables.find("pulumi", environment, path -> !isOurs(path));
    }

    private boolean isOurs(Path executable) {
        Path ours = project.toolsFolder().resolve("pulumi");
        try {
            return Files.exists(ours) && Files.isSameFile(executable, ours);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything whose change can make the built engine stale, and what was built. */
    private List<Path> sources() {
        Path folder = project.folder().resolve("tools");
        try (Stream<Path> engine = Files.list(folder.resolve("engine"));
                Stream<Path> plugin = Files.list(folder.resolve(provider))) {
            Stream<Path> programs = Stream.of("pulumi", "pulumi-language-java", "pulumi-resource-" + provider)
                    .map(project.toolsFolder()::resolve);
            return Stream.of(Stream.of(folder.resolve("build")), engine, plugin, programs)
                    .flatMap(paths -> paths)
                    .filter(path -> !Files.isDirectory(path))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ask(Path executable) {
        try {
            ProcessBuilder builder = new ProcessBuilder(executable.toString(), "version");
            builder.environment().put("PULUMI_SKIP_UPDATE_CHECK", "true");
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            process.waitFor();
            return answer.startsWith("v") ? answer.substring(1) : answer;
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for pulumi's version", e);
        }
    }

    /** Compares versions such as {@code 3.254.0}; what is no version is older than any. */
    static boolean isAtLeast(String version, String oldest) {
        Matcher left = VERSION.matcher(version);
        Matcher right = VERSION.matcher(oldest);
        if (!left.matches() || !right.matches()) {
            return false;
        }
        for (int part = 1; part <= 3; part++) {
            int difference = Integer.compare(Integer.parseInt(left.group(part)), Integer.parseInt(right.group(part)));
            if (difference != 0) {
                return difference > 0;
            }
        }
        return true;
    }
}
