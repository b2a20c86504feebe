package com.renderowl.monitoring.equality;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.MonitoringProgram;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.PrometheusServer;
import com.renderowl.monitoring.harness.PrometheusSetup;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * What a platform starts Prometheus with.
 *
 * @param config its configuration, with the paths of the pod or container
 * @param rules path in the pod or container to text
 * @param arguments its command line
 */
record PrometheusOnPlatform(String config, Map<String, String> rules, List<String> arguments) {

    private static final String HOME = "/etc/prometheus/";

    /** What belongs to a pod, and for which the test's server has values of its own. */
    private static final String PLACES = "--(config|storage\\.tsdb\\.path|web)[.=].*|--storage\\.tsdb\\.path=.*";

    PrometheusOnPlatform {
        rules = Map.copyOf(rules);
        arguments = List.copyOf(arguments);
    }

    /** Takes it out of the manifests that the platform {@code kubernetes} is rendered to. */
    static PrometheusOnPlatform rendered(Path directory) {
        Map<String, String> rules = new TreeMap<>();
        data(manifest(directory, "ConfigMap", "prometheus-rules"), "data")
                .forEach((name, text) -> rules.put(HOME + "rules/" + name, text));
        Document pod =
                new Document(manifest(directory, "Deployment", "prometheus").at("spec.template.spec"));
        return new PrometheusOnPlatform(
                data(manifest(directory, "ConfigMap", "prometheus-config"), "data")
                        .get("prometheus.yml"),
                rules,
                arguments(container(pod, "containers", "prometheus")));
    }

    /** Takes it out of what the operator has made of the custom resources; its own reloader unpacks the configuration. */
    static PrometheusOnPlatform operated(ControlPlane cluster, String namespace, String name) {
        Document pod = new Document(
                object(cluster, namespace, "statefulset/prometheus-" + name).at("spec.template.spec"));
        Map<String, String> packed = data(object(cluster, namespace, "secret/prometheus-" + name), "data");
        Map<String, String> rules = new TreeMap<>();
        for (Document files : object(cluster, namespace, "configmaps").list("items")) {
            String folder = files.text("metadata.name");
            if (folder.startsWith("prometheus-" + name + "-rulefiles-")) {
                data(files, "data").forEach((file, text) -> rules.put(HOME + "rules/" + folder + "/" + file, text));
            }
        }
        return new PrometheusOnPlatform(
                unpacked(
                        Base64.getDecoder().decode(packed.get("prometheus.yaml.gz")),
                        container(pod, "initContainers", "init-config-reloader"),
                        "prometheus-" + name + "-0"),
                rules,
                arguments(container(pod, "containers", "prometheus")));
    }

    /** Takes it out of the declaration of the container on the platform {@code docker}. */
    static PrometheusOnPlatform container(String settings) {
        MonitoringProgram program = new MonitoringProgram(TestStack.source(settings), new RunMode.Deploy());
        ProgramRun run = ProgramRun.run(program);
        Map<String, String> rules = new TreeMap<>();
        program.renderedFiles().forEach((name, text) -> {
            if (name.startsWith("rules/")) {
                rules.put(HOME + name, text);
            }
        });
        return new PrometheusOnPlatform(
                program.renderedFiles().get("prometheus.yml"),
                rules,
                texts(run.named("prometheus-container").inputs().list("command")));
    }

    /** Starts it on this machine; lookups go to the API server with the administrator's rights. */
    PrometheusServer start(Path kubeconfig) {
        PrometheusSetup setup = PrometheusSetup.of(onThisMachine(kubeconfig));
        for (Map.Entry<String, String> file : rules.entrySet()) {
            setup = setup.file(file.getKey().substring(HOME.length()), file.getValue());
        }
        for (String argument : arguments) {
            if (!argument.matches(PLACES)) {
                setup = setup.flag(argument);
            }
        }
        return PrometheusServer.start(setup);
    }

    private String onThisMachine(Path kubeconfig) {
        Map<String, Object> yaml = new Yaml().load(config.replace(HOME, ""));
        Stream.concat(objects(yaml.get("scrape_configs")), objects(new Document(yaml).at("alerting.alertmanagers")))
                .flatMap(entry -> objects(entry.get("kubernetes_sd_configs")))
                .forEach(lookup -> lookup.put("kubeconfig_file", kubeconfig.toString()));
        return new Yaml().dump(yaml);
    }

    private static String unpacked(byte[] packed, Document reloader, String podName) {
        try (TemporaryDirectory directory = TemporaryDirectory.create("reloader")) {
            Path home = directory.path().resolve("etc");
            Path input = home.resolve("config/prometheus.yaml.gz");
            Path output = home.resolve("config_out/prometheus.env.yaml");
            Files.createDirectories(input.getParent());
            Files.createDirectories(output.getParent());
            Files.write(input, packed);
            List<String> arguments = new ArrayList<>();
            for (String argument : arguments(reloader)) {
                if (!argument.startsWith("--watched-dir=")) {
                    arguments.add(argument.replace(HOME, home + "/")
                            .replaceAll("--listen-address=.*", "--listen-address=127.0.0.1:0"));
                }
            }
            Map<String, String> environment = new HashMap<>();
            for (Document variable : reloader.list("env")) {
                environment.put(variable.text("name"), variable.at("value") instanceof String value ? value : podName);
            }
            Command.in(directory.path(), Tools.require("prometheus-config-reloader"))
                    .andArguments(arguments)
                    .with(environment)
                    .run()
                    .requireOutput();
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document container(Document pod, String kind, String name) {
        return pod.list(kind).stream()
                .filter(container -> container.text("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> arguments(Document container) {
        return texts(container.list("args"));
    }

    private static List<String> texts(List<Document> list) {
        return list.stream().map(element -> String.valueOf(element.root())).toList();
    }

    private static Document manifest(Path directory, String kind, String name) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Document object = Document.parse(Files.readString(file));
                if (object.text("kind").equals(kind)
                        && object.text("metadata.name").equals(name)) {
                    return object;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("No " + kind + " " + name + " in " + directory);
    }

    private static Document object(ControlPlane cluster, String namespace, String object) {
        return Document.parse(cluster.json("-n", namespace, "get", object).toString());
    }

    private static Map<String, String> data(Document object, String member) {
        Map<String, String> data = new TreeMap<>();
        if (object.at(member) instanceof Map<?, ?> map) {
            map.forEach((name, text) -> data.put(String.valueOf(name), String.valueOf(text)));
        }
        return data;
    }

    @SuppressWarnings("unchecked") // the shape of prometheus.yml; anything else fails at its first use
    private static Stream<Map<String, Object>> objects(Object list) {
        return list == null ? Stream.empty() : ((List<Map<String, Object>>) list).stream();
    }
}
