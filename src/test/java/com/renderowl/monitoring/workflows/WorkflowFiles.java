package com.renderowl.monitoring.workflows;

import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The workflows and the actions of this project, read from their files. */
final class WorkflowFiles {

    private static final Path GITHUB = Tools.projectRoot().resolve(".github");

    private WorkflowFiles() {}

    /** The workflows' files, sorted. */
    static List<Path> workflows() {
        return yamlFiles(GITHUB.resolve("workflows"));
    }

    /** The workflow with that name. */
    static Path workflow(String name) {
        return GITHUB.resolve("workflows").resolve(name + ".yml");
    }

    /** The files of workflows and of this project's own actions, sorted. */
    static List<Path> all() {
        return yamlFiles(GITHUB);
    }

    /** The content; every scalar is a text, so that the key {@code on} is not read as the truth value that YAML sees. */
    static Map<String, Object> read(Path file) {
        DumperOptions dumper = new DumperOptions();
        Resolver textsOnly = new Resolver() {
            @Override
            protected void addImplicitResolvers() {}
        };
        LoaderOptions loader = new LoaderOptions();
        Yaml yaml = new Yaml(new SafeConstructor(loader), new Representer(dumper), dumper, loader, textsOnly);
        return map(yaml.load(text(file)));
    }

    /** The jobs of a workflow by name. */
    static Map<String, Map<String, Object>> jobs(Path workflow) {
        Map<String, Map<String, Object>> jobs = new LinkedHashMap<>();
        map(read(workflow).get("jobs")).forEach((name, job) -> jobs.put(name, map(job)));
        return jobs;
    }

    /** The scripts of all steps in a file, wherever they stand in it. */
    static List<String> scripts(Path file) {
        List<String> scripts = new ArrayList<>();
        collect(read(file), "run", scripts);
        return scripts;
    }

    /** The script of the step with that name. */
    static String script(Path workflow, String step) {
        return jobs(workflow).values().stream()
                .flatMap(job -> maps(job.get("steps")))
                .filter(candidate -> step.equals(candidate.get("name")))
                .map(found -> found.get("run").toString())
                .findFirst()
                .orElseThrow();
    }

    /** Which stacks the jobs of a workflow run for, by their matrices. */
    static List<String> stacks(Path workflow) {
        return jobs(workflow).values().stream()
                .map(job -> map(map(job.get("strategy")).get("matrix")).get("stack"))
                .filter(List.class::isInstance)
                .flatMap(stacks -> ((List<?>) stacks).stream())
                .map(Object::toString)
                .toList();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // YAML's maps have texts as keys here, as scalars are read as texts
    static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }

    /** The maps of a list; none where there is no list. */
    static Stream<Map<String, Object>> maps(@Nullable Object value) {
        return value instanceof List<?> list ? list.stream().map(WorkflowFiles::map) : Stream.of();
    }

    private static void collect(Object node, String key, List<String> found) {
        if (node instanceof List<?> list) {
            list.forEach(entry -> collect(entry, key, found));
        }
        map(node).forEach((name, value) -> {
            if (name.equals(key) && value instanceof String text) {
                found.add(text);
            } else {
                collect(value, key, found);
            }
        });
    }

    private static List<Path> yamlFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
