package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.alert.AlertmanagerApi;
import com.renderowl.monitoring.cli.alert.PortForward;
import com.renderowl.monitoring.cli.alert.ReceiverTests;
import com.renderowl.monitoring.cli.alert.ReceiverTests.Outcome;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.Executables;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.config.Platform;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.machine.DockerApi;
import com.renderowl.monitoring.machine.NoEngineException;
import com.renderowl.monitoring.model.AlertmanagerWorkload;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code monitoring alert test}. */
@Command(
        name = "test",
        description = {
            "Sends a test notification to every receiver of a running Alertmanager, and says what became of each.",
            "",
            "The notifications are real: they arrive where alerts arrive, and say that they are a test. Afterwards they are"
                    + " resolved. The way to the stack's Alertmanager is opened with kubectl port-forward; a stack on Docker has"
                    + " it on this machine."
        },
        footer = {
            "",
            "Examples:",
            "  ./monitoring alert test",
            "  ./monitoring alert test production --receiver on-call",
            "  ./monitoring alert test --url http://localhost:9093"
        })
final class AlertTestCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Mixin
    private final StackParameter stack = new StackParameter();

    @Option(names = "--receiver", paramLabel = "NAME", description = "Only this receiver; can be given more than once.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "An Alertmanager that can be reached from here, instead of the stack's.")
    private @Nullable String url;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "150",
            description = {
                "How long to wait for the last receiver (default: ${DEFAULT-VALUE}).",
                "An Alertmanager that was just started holds everything back for its first minute."
            })
    private int timeout;

    AlertTestCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        if (timeout < 1 || timeout > 3600) {
            throw new CommandFailure(ExitCode.USAGE, "--timeout is " + timeout + ": give 1 to 3600 seconds.");
        }
        if (url != null) {
            return test(url(url), "");
        }
        StackConfig config = workbench.configuration(stack.name());
        if (!config.alertmanager().runs()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "The stack " + stack.name() + " does not run an Alertmanager of its own (alertmanager.deploy): name"
                            + " the one that it uses with --url.");
        }
        return switch (config.platform()) {
            case KUBERNETES, OPERATOR -> inCluster(config);
            case DOCKER -> onMachine(config);
        };
    }

    private int onMachine(StackConfig config) {
        Destination destination = workbench.destination(stack.name());
        destination.check();
        if (!(destination instanceof Destination.Machine machine)) {
            throw new IllegalStateException("a stack on Docker goes to " + destination.description());
        }
        DockerApi engine = new DockerApi(machine.host());
        if (!engine.isOnThisMachine()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    destination.description() + " is not this machine, so its ports are not here: name the Alertmanager"
                            + " with --url.");
        }
        String container = config.docker().namePrefix() + "-" + AlertmanagerWorkload.NAME;
        if (!isRunning(engine, container)) {
            throw new CommandFailure(
                    ExitCode.MISSING,
                    "The container " + container + " does not run at " + destination.description()
                            + ": './monitoring up " + stack.name() + "' starts it.");
        }
        workbench
                .console()
                .say("Testing the receivers of " + stack.name() + ": " + destination.description() + ", " + container
                        + ".");
        return test(
                config.docker().urlOf(config.docker().alertmanagerPort()),
                " Its log says more: docker logs " + container);
    }

    private static boolean isRunning(DockerApi engine, String container) {
        try {
            return engine.containers().stream()
                    .anyMatch(found ->
                            found.name().equals(container) && found.state().equals("running"));
        } catch (NoEngineException reason) {
            throw new CommandFailure(ExitCode.MISSING, String.valueOf(reason.getMessage()));
        }
    }

    private int inCluster(StackConfig config) {
        String namespace = config.namespaces().monitoring();
        Path kubectl = Executables.find("kubectl", workbench.environment())
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.MISSING,
                        "There is no kubectl on the PATH, which opens the way to Alertmanager: install it from"
                                + " https://kubernetes.io/docs/tasks/tools, or name an Alertmanager with --url."));
        String context = Optional.ofNullable(config.cluster().context()).orElse("");
        workbench
                .console()
                .say("Testing the receivers of " + stack.name() + ": "
                        + workbench
                                .cluster(stack.name())
                                .orElseThrow(() -> new CommandFailure(
                                        ExitCode.MISSING,
                                        "There is no cluster: set KUBECONFIG, or name an Alertmanager with --url."))
                                .description()
                        + ", " + namespace + "/" + AlertmanagerWorkload.NAME + ".");
        try (PortForward way = PortForward.open(
                kubectl,
                workbench.environment(),
                context,
                namespace,
                AlertmanagerWorkload.NAME,
                config.alertmanager().port())) {
            return test(way.url(), " Its log says more: " + log(config));
        }
    }

    /** How to read the log. */
    private static String log(StackConfig config) {
        String inNamespace = "kubectl logs -n " + config.namespaces().monitoring();
        return config.platform() == Platform.OPERATOR
                ? inNamespace + " statefulset/" + AlertmanagerWorkload.NAME + "-" + config.stack() + " --all-pods"
                : inNamespace + " deploy/" + AlertmanagerWorkload.NAME;
    }

    private int test(URI address, String more) {
        ReceiverTests tests = new ReceiverTests(new AlertmanagerApi(address), Duration.ofSeconds(timeout));
        List<String> receivers = chosen(tests.receivers());
        workbench.console().say("Sending a test notification to " + String.join(", ", receivers) + " ...");
        List<Outcome> outcomes = tests.run(receivers);
        for (Outcome outcome : outcomes) {
            workbench
                    .console()
                    .print(String.format(
                            Locale.ROOT,
                            "%-20s %-10s %s",
                            outcome.receiver(),
                            outcome.integration(),
                            outcome.explanation()));
        }
        long failed = outcomes.stream().filter(outcome -> !outcome.delivered()).count();
        if (failed == 0) {
            return ExitCode.DONE;
        }
        workbench
                .console()
                .say("monitoring: " + failed + " of " + outcomes.size() + " receivers were not told." + more);
        return ExitCode.FAILED;
    }

    private List<String> chosen(List<String> receivers) {
        for (String name : only) {
            if (!receivers.contains(name)) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "This Alertmanager has no receiver '" + name + "': it has " + String.join(", ", receivers)
                                + ".");
            }
        }
        return only.isEmpty() ? receivers : only.stream().distinct().toList();
    }

    private static URI url(String text) {
        try {
            URI uri = URI.create(text);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException notOne) {
            // Reported below, like a URL of another kind.
        }
        throw new CommandFailure(
                ExitCode.USAGE,
                "--url is no http or https URL, or has a user or password: give one such as http://localhost:9093.");
    }
}
