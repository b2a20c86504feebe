package com.renderowl.monitoring.cli.session;

import com.renderowl.monitoring.cli.engine.Diagnosis;
import com.renderowl.monitoring.cli.engine.Engine;
import com.renderowl.monitoring.cli.engine.EventLog;
import com.renderowl.monitoring.cli.engine.Plugins;
import com.renderowl.monitoring.cli.engine.PulumiProgram;
import com.renderowl.monitoring.cli.engine.PulumiProgram.Result;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.Console;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens sessions: decides about backend, configuration file and passphrase, and creates the stack when it is new. */
public final class Sessions {

    private final Project project;
    private final Map<String, String> environment;
    private final Console console;

    /**
     * @param project to work on
     * @param environment of the user
     * @param console is told what is decided, where it matters
     */
    public Sessions(Project project, Map<String, String> environment, Console console) {
        this.project = project;
        this.environment = Map.copyOf(environment);
        this.console = console;
    }

    /**
     * Opens a session with a stack that exists afterwards.
     *
     * @throws CommandFailure when the project has no such stack, or it cannot be created
     */
    public Session open(String stack, Engine engine) {
        return open(stack, engine, true);
    }

    /** Opens a session whose stack need not exist: enough to read its configuration. */
    public Session openForReading(String stack, Engine engine) {
        return open(stack, engine, false);
    }

    /** The file whose configuration counts, for those who only read it: the private copy where there is one. */
    public Path configFile(String stack) {
        Path committed = project.stackFile(stack);
        PrivateConfig config = privateConfig(committed);
        if (Backend.of(project, environment) instanceof Backend.Chosen || !Files.exists(config.file())) {
            return committed;
        }
        config.update(console);
        return config.file();
    }

    private PrivateConfig privateConfig(Path committed) {
        return new PrivateConfig(committed, project.privateFolder().resolve("config"));
    }

    private Session open(String stack, Engine engine, boolean mustExist) {
        Path committed = project.stackFile(stack);
        Backend backend = Backend.of(project, environment);
        if (backend.needsPassphrase()) {
            Passphrase.refuseEmpty(environment);
        }
        if (backend instanceof Backend.Chosen chosen) {
            return openChosen(stack, committed, chosen, engine, mustExist);
        }
        return openEmbedded(stack, committed, (Backend.Embedded) backend, engine, mustExist);
    }

    private Session openEmbedded(
            String stack, Path committed, Backend.Embedded backend, Engine engine, boolean mustExist) {
        PrivateFiles.createFolder(project.privateFolder());
        PrivateFiles.createFolder(backend.folder());
        PrivateConfig config = privateConfig(committed);
        config.update(console);
        Map<String, String> variables = variables();
        variables.putAll(Plugins.privateHome(project, engine));
        variables.put("PULUMI_BACKEND_URL", StateFolder.url(backend.folder()));
        // The state is looked into, so it has to stay readable.
        variables.put("PULUMI_DIY_BACKEND_GZIP", "false");
        if (!Passphrase.isSetIn(environment)) {
            variables.put(
                    Passphrase.FILE, Passphrase.file(project.privateFolder()).toString());
        }
        PulumiProgram pulumi = new PulumiProgram(engine.executable(), project.folder(), variables);
        StateFolder state = new StateFolder(backend.folder(), project.name(), stack);
        if (state.hasStack()) {
            config.restoreSalt(state::encryptionSalt);
        } else if (mustExist) {
            createPrivately(stack, config, pulumi);
        }
        return new Session(stack, backend, config.file(), pulumi, Optional.of(state));
    }

    /**
     * {@code pulumi stack init} writes its salt into the stack's file of the project it runs in, and takes no other file;
     * so it runs in a folder that looks like the project, with the private copy as the stack's file.
     */
    private void createPrivately(String stack, PrivateConfig config, PulumiProgram pulumi) {
        PrivateFiles.deleteLeftOvers(project.privateFolder(), "new-stack");
        Path folder = PrivateFiles.createTemporaryFolder(
                project.privateFolder(), PrivateFiles.nameOfThisProcess("new-stack"));
        try {
            Files.copy(project.folder().resolve("Pulumi.yaml"), folder.resolve("Pulumi.yaml"));
            Path file = folder.resolve("Pulumi." + stack + ".yaml");
            PrivateFiles.write(file, config.text());
            create(new PulumiProgram(pulumi.executable(), folder, pulumi.environment()), stack);
            PrivateFiles.write(config.file(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            PrivateFiles.deleteFolder(folder);
        }
    }

    private Session openChosen(String stack, Path committed, Backend.Chosen backend, Engine engine, boolean mustExist) {
        Map<String, String> variables = variables();
        Path home = Backend.pulumiHome(environment);
        if (engine.isBuilt() && !Files.exists(home)) {
            PrivateFiles.createFolder(project.privateFolder());
            variables.putAll(Plugins.privateHome(project, engine));
        } else if (engine.isBuilt()) {
            // The user's own home lacks the provider that was built here, so the engine has to find it on the PATH.
            variables.merge("PATH", project.toolsFolder().toString(), (path, tools) -> tools + ":" + path);
        }
        variables.put("PULUMI_BACKEND_URL", backend.url());
        PulumiProgram pulumi = new PulumiProgram(engine.executable(), project.folder(), variables);
        Optional<StateFolder> state = backend.folder().map(folder -> new StateFolder(folder, project.name(), stack));
        KnownStacks known = new KnownStacks(project.privateFolder().resolve("cache"));
        if (mustExist && (state.isPresent() ? !state.get().hasStack() : !known.has(backend.url(), stack))) {
            if (create(pulumi, stack)) {
                console.say("Created stack " + stack + " in " + backend.description() + ".");
            }
            known.add(backend.url(), stack);
        }
        return new Session(stack, backend, committed, pulumi, state);
    }

    /** Whether it was created: false when it exists already. */
    static boolean create(PulumiProgram pulumi, String stack) {
        Result result = pulumi.run(List.of("stack", "init", stack, "--no-select", "--non-interactive"));
        if (result.exitCode() != 0 && !result.errors().contains("already exists")) {
            String said = result.errors().strip();
            Optional<Diagnosis> known = Diagnosis.of(said);
            throw new CommandFailure(
                    known.map(Diagnosis::exitCode).orElse(ExitCode.FAILED),
                    "The stack " + stack + " could not be created: " + said
                            + known.map(diagnosis -> "\n" + diagnosis.sentence())
                                    .orElse(""));
        }
        return result.exitCode() == 0;
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("PULUMI_SKIP_UPDATE_CHECK", "true");
        variables.put(EventLog.ENABLING_VARIABLE, "true");
        return variables;
    }
}
