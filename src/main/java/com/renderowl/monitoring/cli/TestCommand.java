package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.tiers.Tier;
import com.renderowl.monitoring.cli.tiers.TierLanes;
import com.renderowl.monitoring.cli.tiers.TierResult;
import com.renderowl.monitoring.cli.tiers.TierRunner;
import com.renderowl.monitoring.cli.tiers.TierTools;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs the tests. */
@Command(
        name = "test",
        description = {
            "Runs the tests: the tiers unit and rules, or those that are named.",
            "Programs that tiers need are built meanwhile (most of an hour for all of them, the first time). A tier that"
                    + " cannot run here is skipped with the reason; with MONITORING_REQUIRE_ALL=true that is a failure.",
            "Two tiers run at a time where there are 12 GiB of memory, three where there are 18 GiB and everything is built."
        },
        footer = {
            "",
            "Tiers:",
            "  unit      the Java code alone",
            "  rules     real promtool, Prometheus and Alertmanager",
            "  engine    real Pulumi engine and linters",
            "  cluster   real Kubernetes API server",
            "  faults    real databases, exporters and faults (Linux)",
            "  docker    real Docker engine, needs root",
            "  operator  real Prometheus Operator",
            "  node      real node with enforced network policies, needs root",
            "  all       every tier, the whole proof",
            "",
            "Examples:",
            "  ./monitoring test",
            "  ./monitoring test all",
            "  ./monitoring test engine cluster"
        })
final class TestCommand implements Callable<Integer> {

    private static final String ALL = "all";

    /** They need promtool, Prometheus and Alertmanager only. */
    private static final List<String> DEFAULT = List.of(Tier.UNIT.id(), Tier.RULES.id());

    private final Workbench workbench;

    @Parameters(
            paramLabel = "TIER",
            arity = "0..*",
            description =
                    "unit, rules, engine, cluster, faults, docker, operator, node or all; unit and rules when none is"
                            + " given")
    private final List<String> names = new ArrayList<>();

    TestCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Set<Tier> tiers = tiers();
        boolean requireAll = Boolean.parseBoolean(workbench.environment().get("MONITORING_REQUIRE_ALL"));
        workbench.console().say("Testing: " + tiers.stream().map(Tier::id).collect(Collectors.joining(", ")) + ".");
        List<Tier> wanted = List.copyOf(tiers);
        try (TierTools tools = TierTools.start(wanted, group -> build(group, requireAll), requireAll)) {
            TierRunner runner = new TierRunner(workbench.project());
            workbench.console().say("Compiling, and checking the code itself ...");
            runner.compile();
            List<TierResult> results = TierLanes.run(wanted, TierLanes.possible(), tools, (tier, hasNeighbour) -> {
                workbench.console().say("Tier " + tier.id() + " (" + tier.title() + ") ...");
                return runner.run(tier, hasNeighbour);
            });
            return report(results, requireAll);
        }
    }

    private Set<Tier> tiers() {
        Set<Tier> tiers = new LinkedHashSet<>();
        for (String name : names.isEmpty() ? DEFAULT : names) {
            if (name.equals(ALL)) {
                tiers.addAll(Arrays.asList(Tier.values()));
            } else {
                tiers.add(tier(name));
            }
        }
        return tiers;
    }

    private static Tier tier(String name) {
        return Arrays.stream(Tier.values())
                .filter(tier -> tier.id().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        "There is no tier '" + name + "': choose "
                                + Arrays.stream(Tier.values()).map(Tier::id).collect(Collectors.joining(", "))
                                + " or " + ALL + "."));
    }

    private void build(String group, boolean required) {
        try {
            workbench.tools().build(List.of(group));
        } catch (CommandFailure failure) {
            if (!required && failure.exitCode() == ExitCode.MISSING) {
                workbench
                        .console()
                        .say("Tiers that need " + group + " are skipped: it cannot be built here (see above).");
            }
            throw failure;
        }
    }

    private int report(List<TierResult> results, boolean requireAll) {
        workbench.console().print("");
        results.forEach(result -> result.tables().forEach(workbench.console()::print));
        workbench.console().print("tier        tests  failed  skipped  seconds");
        for (TierResult result : results) {
            workbench
                    .console()
                    .print(String.format(
                            Locale.ROOT,
                            "%-10s %6d %7d %8d %8.0f",
                            result.tier().id(),
                            result.tests(),
                            result.failed(),
                            result.skipped(),
                            result.seconds()));
            workbench.console().print("  slowest: " + String.join(", ", result.slowest()));
            result.failures().forEach(failure -> workbench.console().print("  failed: " + failure));
            result.reasons().forEach(reason -> workbench.console().print("  skipped: " + reason));
        }
        int passed = results.stream().mapToInt(TierResult::passed).sum();
        int failed = results.stream().mapToInt(TierResult::failed).sum();
        int skipped = results.stream().mapToInt(TierResult::skipped).sum();
        boolean empty = results.stream().anyMatch(result -> result.tests() == 0);
        if (empty) {
            workbench.console().say("A tier ran no test at all, which counts as a failure.");
        }
        if (requireAll && skipped > 0) {
            workbench.console().say("Tests were skipped although MONITORING_REQUIRE_ALL asks for all of them.");
        }
        workbench.console().print(passed + " passed, " + failed + " failed, " + skipped + " skipped");
        return failed > 0 || empty || (requireAll && skipped > 0) ? ExitCode.FAILED : ExitCode.DONE;
    }
}
