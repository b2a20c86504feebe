package com.renderowl.monitoring.harness;

import com.google.gson.Gson;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;

/**
 * The real {@code pulumi} with everything of its own in a temporary directory: home, plugins, file backend, passphrase,
 * and a copy of the project's {@code Pulumi.yaml}.
 *
 * <p>The Kubernetes plugin is installed, not found on the PATH, so that the engine has nothing to warn of; another one
 * is never downloaded.
 */
public final class Pulumi implements AutoCloseable {

    /** The version of the Kubernetes plugin that {@code tools/build kubernetes} makes. */
    public static final String KUBERNETES_PLUGIN_VERSION = "4.25.0";

    static final String PROJECT_FILE = "Pulumi.yaml";

    private static final String KUBERNETES_PLUGIN = "pulumi-resource-kubernetes";

    private final TemporaryDirectory directory = TemporaryDirectory.create("pulumi");
    private final ProcessScan scan = ProcessScan.create();
    private final Path program = Tools.require("pulumi");
    private final Map<String, String> environment = new HashMap<>();

    private Pulumi() throws IOException {
        Path home = directory.path().resolve("home");
        install("resource-kubernetes-v" + KUBERNETES_PLUGIN_VERSION, KUBERNETES_PLUGIN);
        // As the command does it: no folder for the engine's debugging logs, which take a third of its time.
        Files.createFile(home.resolve("logs"));
        Files.createDirectories(state());
        Files.createDirectories(project());
        Files.copy(Tools.projectRoot().resolve(PROJECT_FILE), project().resolve(PROJECT_FILE));
        environment.put("PULUMI_HOME", home.toString());
        // With metadata, an engine that is killed while it writes a checkpoint can leave an empty .attrs file beside it
        // (gocloud.dev/blob/fileblob, setAttrs), and no command reads the stack any more: "failed to load checkpoint:
        // EOF".
        environment.put("PULUMI_BACKEND_URL", "file://" + state() + "?metadata=skip");
        environment.put("PULUMI_CONFIG_PASSPHRASE", UUID.randomUUID().toString());
        environment.put("PULUMI_SKIP_UPDATE_CHECK", "true");
        environment.put("PULUMI_IGNORE_AMBIENT_PLUGINS", "true");
        environment.put("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", "true");
        environment.put("PULUMI_DEBUG_COMMANDS", "true"); // has --event-log
        // Whatever a test forgets to say, it must not reach a cluster of the user's.
        environment.put("KUBECONFIG", directory.path().resolve("no-cluster").toString());
    }

    /** A fresh one, without any stack. */
    public static Pulumi create() {
        try {
            return new Pulumi();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Installs the plugin for Docker, and takes the one for Kubernetes away. */
    void useDockerPlugin(String version) {
        try {
            Files.deleteIfExists(plugins()
                    .resolve("resource-kubernetes-v" + KUBERNETES_PLUGIN_VERSION)
                    .resolve(KUBERNETES_PLUGIN));
            install("resource-docker-v" + version, "pulumi-resource-docker");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void install(String folder, String program) throws IOException {
        Path plugin = Files.createDirectories(plugins().resolve(folder));
        Files.deleteIfExists(plugin.resolve(program));
        Files.createSymbolicLink(plugin.resolve(program), Tools.require(program));
    }

    private Path plugins() {
        return directory.path().resolve("home/plugins");
    }

    /** Runs it in {@link #project()}; a prompt would fail, as nobody could answer. */
    public CommandOutcome run(String... arguments) {
        return command(arguments).run();
    }

    /** Runs it with a text on standard input, as {@code config set --secret} wants its value. */
    CommandOutcome runWithInput(String input, String... arguments) {
        return command(arguments).run(input);
    }

    /** The command line, ready to start, as a part of {@link #processes()}. */
    Command command(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--non-interactive";
        return Command.in(project(), program, all).with(environment).partOf(scan);
    }

    /** Sets or replaces a variable of its environment, which plugins and programs inherit. */
    public Pulumi environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * Makes the project one that the Java language host runs from a jar, as {@code ./monitoring} does: the jar only
     * refers to this JVM's class path.
     *
     * @param mainClass calls {@code com.pulumi.Pulumi.run}
     */
    public void runProgramOf(Class<?> mainClass) {
        Path jar = directory.path().resolve("program.jar");
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, mainClass.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> new File(entry).toURI().toString())
                        .collect(Collectors.joining(" ")));
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream written = new JarOutputStream(file, manifest)) {
            written.finish();
            Map<String, Object> settings = readYaml(project().resolve(PROJECT_FILE));
            settings.put("runtime", Map.of("name", "java", "options", Map.of("binary", jar.toString())));
            writeYaml(project().resolve(PROJECT_FILE), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where {@code Pulumi.yaml} and the stacks' configuration are. */
    public Path project() {
        return directory.path().resolve("project");
    }

    /** The file backend's directory. */
    public Path state() {
        return directory.path().resolve("state");
    }

    /** The engine, its plugins and its language host, while they run. */
    public ProcessScan processes() {
        return scan;
    }

    /** Ends what still runs and deletes everything. */
    @Override
    public void close() {
        scan.kill();
        directory.close();
    }

    static Map<String, Object> readYaml(Path file) throws IOException {
        return new HashMap<>(new Yaml().<Map<String, Object>>load(Files.readString(file)));
    }

    /** JSON is YAML. */
    static void writeYaml(Path file, Map<String, Object> content) throws IOException {
        Files.writeString(file, new Gson().toJson(content));
    }
}
