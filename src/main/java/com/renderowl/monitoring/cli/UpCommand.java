package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.drift.Difference;
import com.renderowl.monitoring.cli.drift.DriftReport;
import com.renderowl.monitoring.cli.engine.EventLog;
import com.renderowl.monitoring.cli.engine.EventLog.Summary;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.session.StateFolder;
import com.renderowl.monitoring.cli.status.DockerStatus;
import com.renderowl.monitoring.cli.status.LocalPrometheus;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.Console;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.machine.DockerApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code monitoring up}. */
@Command(
        name = "up",
        description = {
            "Deploys a stack, or brings it up to date: to a cluster, or to Docker where its platform is docker.",
            "",
            "The Docker engine is the one of DOCKER_HOST, of Docker's current context, or this machine's. The cluster"
                    + " is the one of the kubeconfig (KUBECONFIG, ~/.kube/config, a pod's service account). Without one,"
                    + " the stack is rendered into files instead, as 'render' does.",
            "",
            "On a terminal it shows what will change and asks; without one it goes ahead (--yes is added). What"
                    + " somebody has changed or deleted by hand is put right. A change that would lose data or running"
                    + " pods is refused before anything is touched, unless --allow-replace names it; so is one that would"
                    + " change an object of another owner, unless --take-over names it.",
            "What an interrupted run has left behind (a lock, operations cut off in the middle) is cleared up first."
        },
        footer = {
            "",
            "Examples:",
            "  ./monitoring up",
            "  ./monitoring up production --yes",
            "  ./monitoring up staging --allow-replace prometheus-data",
            "  ./monitoring up staging --take-over monitoring",
            "  ./monitoring up -- --target 'URN'            what follows -- goes to 'pulumi up' as it is"
        })
final class UpCommand implements Callable<Integer> {

    private static final String REFRESH = "--refresh";

    private final Workbench workbench;

    @Mixin
    private final StackParameter stack = new StackParameter();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    UpCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Mixin
    private final AllowedReplacements allowed = new AllowedReplacements();

    @Mixin
    private final TakeOvers takeOvers = new TakeOvers();

    @Override
    public Integer call() {
        Destination destination = workbench.destination(stack.name());
        if (destination instanceof Destination.Nowhere) {
            return renderInstead();
        }
        try (InlineProgram program = InlineProgram.start(
                workbench.project(), stack.name(), workbench.mode(destination, takeOvers::isTakenOver), Map.of())) {
            workbench.announce("Deploying", stack.name(), destination);
            destination.check();
            Session session = workbench.openToRun(stack.name());
            workbench.recover(session, program, destination);
            EngineOperation operation = operation(session, program, destination);
            List<String> options = new ArrayList<>();
            if (hasSomethingDeployed(session)) {
                options.addAll(lookAhead(operation, destination));
            }
            if (yes || !workbench.console().isTerminal()) {
                options.add("--yes");
            }
            int exitCode = operation.run("up", options);
            Summary summary = operation.summary().orElse(null);
            if (exitCode == ExitCode.DONE && summary != null && !summary.isPreview()) {
                report(summary, destination, program.outputs());
                return reachesDatabase(destination) ? exitCode : ExitCode.FAILED;
            }
            if (exitCode == ExitCode.FAILED && summary != null && !summary.isPreview()) {
                workbench
                        .console()
                        .say("'./monitoring status " + stack.name() + "' shows what has come of it, and the reasons.");
            }
            return exitCode;
        }
    }

    private EngineOperation operation(Session session, InlineProgram program, Destination destination) {
        UpdateArguments given = new UpdateArguments(workbench.engineArguments());
        if (given.skipPreview()) {
            workbench
                    .console()
                    .say("There is a preview all the same: without one nobody could tell what would be lost.");
        }
        return new EngineOperation(workbench, session, program)
                .withArguments(given.withPreview())
                .guardedBy(log -> refusal(log, destination));
    }

    /** Of a state that cannot be looked into nobody knows. */
    private static boolean hasSomethingDeployed(Session session) {
        return session.state().map(StateFolder::hasResources).orElse(true);
    }

    /**
     * Looks once, unseen, at what the update would do and at what somebody has done by hand since the last one. Nothing is
     * shown or asked that is refused afterwards; and the engine, which says a line about every object that it reads, has to
     * read them only where one has changed.
     *
     * @return options for the update
     * @throws CommandFailure when the update is refused
     */
    private List<String> lookAhead(EngineOperation operation, Destination destination) {
        List<String> options = new ArrayList<>(List.of(REFRESH));
        options.addAll(new UpdateArguments(workbench.engineArguments()).ofPreview());
        // One that fails is made again by the update, which shows why; until there its plan counts.
        EventLog log = operation.runUnseen("preview", options).log();
        Optional<String> refusal = refusal(log, destination);
        if (refusal.isPresent()) {
            throw new CommandFailure(ExitCode.REFUSED, refusal.get());
        }
        List<Difference> drift = Difference.ofCluster(log.refreshed());
        if (drift.isEmpty()) {
            return List.of();
        }
        Optional<String> passedOn = takeOvers.refusal(drift, command());
        if (passedOn.isPresent()) {
            throw new CommandFailure(ExitCode.REFUSED, passedOn.get());
        }
        boolean isRepairable = drift.stream().allMatch(one -> one.isRepairable() || one.isAnothers());
        workbench
                .console()
                .say("Not as deployed, as somebody has changed it by hand; this update puts it right"
                        + (isRepairable ? ":" : ", except for what is being deleted just now:"));
        DriftReport.table(drift).forEach(workbench.console()::say);
        return List.of(REFRESH);
    }

    private String command() {
        return "./monitoring up " + stack.name();
    }

    private Optional<String> refusal(EventLog log, Destination destination) {
        Console console = workbench.console();
        return allowed.refusal(log, command(), console)
                .or(() -> takeOvers.refusal(
                        log,
                        workbench.metadata(stack.name(), destination),
                        command(),
                        console,
                        reason -> Optional.of(reason + " Nothing was touched.")));
    }

    /**
     * Whether PostgreSQL takes the connection that the user has set; only Prometheus of the stack knows, and only on this
     * machine can it be asked. A cluster's alerts tell of it.
     */
    private boolean reachesDatabase(Destination destination) {
        if (!(destination instanceof Destination.Machine machine) || !new DockerApi(machine.host()).isOnThisMachine()) {
            return true;
        }
        StackConfigReader.Result read = workbench.stack(stack.name());
        if (!read.config().exporters().postgres().enabled()
                || !read.secrets().has(StackSecrets.POSTGRES_DATA_SOURCE_NAME)) {
            return true;
        }
        LocalPrometheus prometheus = new LocalPrometheus(read.config().docker());
        workbench.console().say("Waiting until the PostgreSQL exporter has been asked ...");
        if (!prometheus.awaitZero("pg_up")) {
            return true;
        }
        workbench.console().say("Everything runs, but " + DockerStatus.unreachedDatabase(read.config()));
        return false;
    }

    private void report(Summary summary, Destination destination, Map<String, Object> outputs) {
        Console console = workbench.console();
        console.print("");
        console.print((summary.hasChanges() ? "Deployed " : "Nothing to change: ") + stack.name()
                + (summary.hasChanges() ? " to " : " is as configured on ") + destination.description() + ".");
        console.print("  Prometheus:   " + outputs.get("prometheusUrl"));
        if (outputs.containsKey("grafanaUrl")) {
            console.print("  Grafana:      " + outputs.get("grafanaUrl") + " (user admin)");
        }
        if (outputs.containsKey("portForward")) {
            console.print("  from here:    " + outputs.get("portForward"));
            console.print("                then open " + outputs.get("localUrl") + "/targets");
        }
        console.print("  all the rest: ./monitoring outputs " + stack.name());
    }

    private int renderInstead() {
        workbench
                .console()
                .say("There is no cluster (no kubeconfig in KUBECONFIG or ~/.kube/config, not in a pod), so nothing is"
                        + " deployed: " + stack.name() + " is rendered into files.");
        int exitCode = new StackRenderer(workbench)
                .render(stack.name(), workbench.project().renderedFolder(stack.name()), false);
        if (exitCode == 0) {
            workbench
                    .console()
                    .say("To deploy with this command, give it a cluster: KUBECONFIG=FILE ./monitoring up "
                            + stack.name());
        }
        return exitCode;
    }
}
