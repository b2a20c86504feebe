package com.renderowl.monitoring.cli;

import com.google.gson.JsonObject;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.cli.cluster.Kubectl;
import com.renderowl.monitoring.cli.cluster.Reachability;
import com.renderowl.monitoring.cli.engine.DeployedObject;
import com.renderowl.monitoring.cli.engine.Diagnosis;
import com.renderowl.monitoring.cli.engine.EngineLocator;
import com.renderowl.monitoring.cli.engine.Tools;
import com.renderowl.monitoring.cli.session.Backend;
import com.renderowl.monitoring.cli.session.DockerIdentities;
import com.renderowl.monitoring.cli.session.ExportedState;
import com.renderowl.monitoring.cli.session.ForeignSecrets;
import com.renderowl.monitoring.cli.session.MixedSecrets;
import com.renderowl.monitoring.cli.session.Recovery;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.session.Sessions;
import com.renderowl.monitoring.cli.session.StackFile;
import com.renderowl.monitoring.cli.session.StateFolder;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.Console;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Project;
import com.renderowl.monitoring.cluster.ClaimLookup;
import com.renderowl.monitoring.cluster.ClusterAccess;
import com.renderowl.monitoring.cluster.Kubeconfig;
import com.renderowl.monitoring.cluster.KubectlClaims;
import com.renderowl.monitoring.cluster.KubectlLookup;
import com.renderowl.monitoring.cluster.MetadataLookup;
import com.renderowl.monitoring.cluster.NoClusterException;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.config.InvalidConfigurationException;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.machine.DockerApi;
import com.renderowl.monitoring.machine.DockerHost;
import com.renderowl.monitoring.machine.NoEngineException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the commands work with.
 *
 * @param project this project
 * @param environment of the user
 * @param console where to talk to the user
 * @param engineArguments what stands after {@code --}, for Pulumi as it is
 */
record Workbench(Project project, Map<String, String> environment, Console console, List<String> engineArguments) {

    Workbench {
        environment = Map.copyOf(environment);
        engineArguments = List.copyOf(engineArguments);
    }

    /** The environment may hold secrets. */
    @Override
    public String toString() {
        return "Workbench[" + project + "]";
    }

    static Workbench ofProcess(List<String> engineArguments) {
        return new Workbench(Project.ofProcess(), System.getenv(), Console.ofProcess(), engineArguments);
    }

    Tools tools() {
        return new Tools(project, console);
    }

    EngineLocator engines() {
        return new EngineLocator(project, tools(), environment);
    }

    /** The same with the plugin that a stack needs. */
    EngineLocator engines(String stack) {
        return isOnDocker(stack) ? engines().forDocker() : engines();
    }

    /** Opens a session with a stack of this project; builds the engine and creates the stack if need be. */
    Session open(String stack) {
        return open(stack, environment);
    }

    private Session open(String stack, Map<String, String> forEngine) {
        project.stackFile(stack);
        return new Sessions(project, forEngine, console)
                .open(stack, engines(stack).locate());
    }

    /**
     * Opens a session for an operation of the engine, which decrypts the stack's configuration.
     *
     * @throws CommandFailure when that cannot be
     */
    Session openToOperate(String stack) {
        Session session = open(stack, isOnDocker(stack) ? dockerHost().environment(environment) : environment);
        ForeignSecrets.refuse(project, session);
        return session;
    }

    /**
     * Opens a session for an operation that also runs the program with the stack's configuration.
     *
     * @throws CommandFailure when the configuration cannot be decrypted, or is seen to be wrong already
     */
    Session openToRun(String stack) {
        Session session = openToOperate(stack);
        MixedSecrets.refuse(project, stack, session.configFile());
        return session;
    }

    /**
     * The cluster that the stack would go to: of the context that its configuration names, or the current one.
     *
     * @throws CommandFailure when there is a kubeconfig that does not lead to a cluster
     */
    Optional<ClusterAccess> cluster(String stack) {
        Optional<String> context = StackFile.read(project.stackFile(stack)).clusterContext(project.name());
        try {
            return Kubeconfig.find(environment, context.orElse(""));
        } catch (NoClusterException reason) {
            throw new CommandFailure(ExitCode.MISSING, String.valueOf(reason.getMessage()));
        }
    }

    /**
     * The stack's configuration; what is encrypted in it is not needed, and not decrypted.
     *
     * @throws CommandFailure when it is refused, with every problem
     */
    StackConfig configuration(String stack) {
        return stack(stack).config();
    }

    /** The same with the secrets, of which only the names are real. */
    StackConfigReader.Result stack(String stack) {
        return read(stack, source -> StackConfigReader.read(source, project.name(), stack));
    }

    /**
     * The stack's configuration, even if it expects more of Prometheus than that can hold.
     *
     * @throws CommandFailure when it is refused for anything else, with every problem
     */
    StackConfig configurationForPlan(String stack) {
        return read(stack, source -> StackConfigReader.readForPlan(source, project.name(), stack))
                .config();
    }

    private StackConfigReader.Result read(String stack, Function<ConfigSource, StackConfigReader.Result> reader) {
        StackFile file = StackFile.read(new Sessions(project, environment, console).configFile(stack));
        Map<String, String> encrypted = file.withPlaceholders(project.name()).orElse(Map.of());
        Map<String, String> values = new HashMap<>(file.plainValues());
        values.putAll(encrypted);
        try {
            return reader.apply(new ConfigSource(values, encrypted.keySet()));
        } catch (InvalidConfigurationException refused) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(refused.getMessage()));
        }
    }

    /**
     * The user's kubectl, for the cluster that the stack goes to.
     *
     * @throws CommandFailure when there is no cluster, it does not answer, or there is no kubectl
     */
    Kubectl kubectl(String stack) {
        ClusterAccess access = cluster(stack)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.MISSING,
                        "There is no cluster: no kubeconfig in KUBECONFIG or ~/.kube/config, and this is not a pod. Set"
                                + " KUBECONFIG to that of the cluster that " + stack + " was deployed to."));
        Reachability.check(access);
        return Kubectl.find(environment, clusterContext(stack));
    }

    /**
     * What the state of a stack has in a cluster; nothing where there is no engine yet, or no such stack.
     *
     * @throws CommandFailure when the state cannot be read
     */
    List<DeployedObject> deployed(String stack) {
        return engines(stack)
                .found()
                .map(engine -> new Sessions(project, environment, console).openForReading(stack, engine))
                .map(session -> session.state()
                        .map(StateFolder::resources)
                        .orElseGet(() ->
                                ExportedState.resources(new ExportedState(session, project.privateFolder()).read())))
                .map(DeployedObject::of)
                .orElse(List.of());
    }

    /** Where the stack goes; whether it answers is not known yet. */
    Destination destination(String stack) {
        if (isOnDocker(stack)) {
            return new Destination.Machine(dockerHost());
        }
        return cluster(stack).<Destination>map(Destination.Cluster::new).orElseGet(Destination.Nowhere::new);
    }

    /**
     * What an operation runs the program for: one on an engine looks first what is in its way there, one in a cluster for
     * what the stack refers to.
     */
    RunMode mode(Destination destination) {
        return mode(destination, namespace -> false);
    }

    /**
     * The same for a run that takes over namespaces.
     *
     * @param isTakenOver says of a namespace whether it does
     */
    RunMode mode(Destination destination, Predicate<String> isTakenOver) {
        return destination instanceof Destination.Machine machine
                ? new RunMode.CheckedDeploy(machine.host().environment(environment), config -> Optional.empty())
                : new RunMode.Deploy(
                        new KubectlLookup(Kubectl.runner(KubectlLookup.PROGRAM, environment)),
                        claims(destination),
                        isTakenOver);
    }

    /** Asks for the claims in the cluster, if there is one. */
    ClaimLookup claims(Destination destination) {
        return destination instanceof Destination.Cluster
                ? new KubectlClaims(Kubectl.runner(KubectlLookup.PROGRAM, environment))
                : ClaimLookup.none();
    }

    /** Asks the cluster that a stack goes to whose its objects are; null where it goes to none. */
    @Nullable
    MetadataLookup metadata(String stack, Destination destination) {
        return destination instanceof Destination.Cluster
                ? new MetadataLookup(Kubectl.runner(KubectlLookup.PROGRAM, environment), clusterContext(stack))
                : null;
    }

    private String clusterContext(String stack) {
        return StackFile.read(project.stackFile(stack))
                .clusterContext(project.name())
                .orElse("");
    }

    private DockerHost dockerHost() {
        try {
            return DockerHost.find(environment);
        } catch (NoEngineException reason) {
            throw new CommandFailure(ExitCode.MISSING, String.valueOf(reason.getMessage()));
        }
    }

    /** Whether the stack's file says that it is for a Docker engine; the program itself decides by the same key. */
    boolean isOnDocker(String stack) {
        return StackFile.read(project.stackFile(stack)).isOnDocker(project.name());
    }

    /** The first line of a command: said before anything that takes time. */
    void announce(String what, String stack, Destination destination) {
        console.say(what + " " + stack + ": " + Backend.of(project, environment).description() + ", "
                + destination.description() + ".");
    }

    /**
     * Adds a sentence to what the engine said about a failure, where it is a known one.
     *
     * @return the exit code that goes with it
     */
    int explain(String said) {
        Optional<Diagnosis> diagnosis = Diagnosis.of(said);
        diagnosis.ifPresent(known -> console.say("monitoring: " + known.sentence()));
        return diagnosis.map(Diagnosis::exitCode).orElse(ExitCode.FAILED);
    }

    /** Clears up what an interrupted run has left behind. */
    void recover(Session session, InlineProgram program, Destination destination) {
        Function<JsonObject, Optional<String>> docker = destination instanceof Destination.Machine machine
                ? new DockerIdentities(new DockerApi(machine.host()))::of
                : resource -> Optional.empty();
        new Recovery(session, project.privateFolder(), program.engineArguments(), docker, console).run();
    }
}
