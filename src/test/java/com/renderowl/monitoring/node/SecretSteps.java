package com.renderowl.monitoring.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.MonitoringCli;
import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.node.LeakSearch.Amount;
import com.renderowl.monitoring.node.LeakSearch.Finding;
import com.renderowl.monitoring.node.LeakSearch.Kind;
import com.renderowl.monitoring.proof.PlantedSecrets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The steps of a test about secrets: each is watched while it happens, and everything is searched after it. */
final class SecretSteps implements AutoCloseable {

    /** The title of the table of what was searched. */
    static final String TABLE = "planted secrets on a real node: what was searched while and after each command";

    /** The name of the word that is no secret. */
    static final String DECOY = "decoy";

    /** Times of files are those of the kernel's last tick, which may be some milliseconds ago. */
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private final PrintedOutput printed = PrintedOutput.keep();
    private final PermittedPlaces permitted = new PermittedPlaces();
    private final TestNode node;
    private final MonitoringCli cli;
    private final LivePrometheus prometheus;
    private final Decoys decoys;
    private final PodNames pods;
    private final NodePlaces places;
    private final Set<String> live = new HashSet<>();
    private final Set<String> retiring = new HashSet<>();
    private final Set<Kind> decoysExpected = EnumSet.copyOf(Decoys.ALWAYS);
    private PlantedSecrets planted;
    private final Set<String> retired = new HashSet<>();
    private final Map<Kind, Amount> totals = new EnumMap<>(Kind.class);
    private boolean deployed;
    private int misplaced;

    /** @param planted all secrets that are ever used, and the {@link #DECOY} */
    SecretSteps(TestNode node, MonitoringCli cli, LivePrometheus prometheus, PlantedSecrets planted) {
        this.node = node;
        this.cli = cli;
        this.prometheus = prometheus;
        this.planted = planted;
        pods = new PodNames(node.directory().resolve("logs"));
        places = new NodePlaces(node, pods, begin);
        decoys = new Decoys(node, planted.word(DECOY));
        decoys.plant(cli);
    }

    Decoys decoys() {
        return decoys;
    }

    /** Says that a secret is used from now on. */
    void use(String name) {
        live.add(name);
    }

    /** Says that a secret is used from now on, instead of another one, which is gone after the next step. */
    void replace(String old, String name) {
        retire(old);
        live.add(name);
    }

    /** Says that a secret is gone after the next step. */
    void retire(String old) {
        live.remove(old);
        retiring.add(old);
        retired.add(old);
    }

    /** Adds something that is as secret, such as a hash, and in use. */
    void discovered(String name, String word) {
        planted = planted.and(name, word);
        live.add(name);
    }

    /** Says that something in which decoys are, is there from now on, or no more. */
    void expectDecoys(Set<Kind> kinds, boolean areThere) {
        if (areThere) {
            decoysExpected.addAll(kinds);
        } else {
            decoysExpected.removeAll(kinds);
        }
    }

    /** Says whether the stack's programs can be asked. */
    void deployed(boolean isDeployed) {
        deployed = isDeployed;
        expectDecoys(Decoys.DEPLOYED, isDeployed);
    }

    /** Runs a command with nothing to read. */
    CommandOutcome run(String... arguments) {
        return step("./monitoring " + String.join(" ", arguments), () -> cli.run(arguments), () -> {});
    }

    /**
     * Does something and searches.
     *
     * @param settle waits until what was done has come to its end
     */
    CommandOutcome step(String what, Supplier<CommandOutcome> doing, Runnable settle) {
        LeakSearch meanwhile = new LeakSearch(planted);
        CommandOutcome outcome;
        int rounds;
        try (ProcessWatch watch = ProcessWatch.start(meanwhile, pods, cli.directory())) {
            outcome = doing.get();
            rounds = watch.stop();
        }
        meanwhile.text(Kind.OUTPUT, what, outcome.output() + outcome.errors());
        Set<String> either = new HashSet<>(live);
        either.addAll(retiring);
        requireNothing("while: " + what, meanwhile, either);
        settle.run();
        retiring.clear();

        LeakSearch after = new LeakSearch(planted);
        searchEverything(after);
        requireNothing("after: " + what, after, live);
        assertThat(after.kindsWith(DECOY)).as("the decoy after: %s", what).containsAll(decoysExpected);
        report(what, rounds, meanwhile, after);
        return outcome;
    }

    @SuppressWarnings("try") // the watch looks by itself as long as it is open
    private void searchEverything(LeakSearch search) {
        // A look at the processes, as they are now.
        try (ProcessWatch watch = ProcessWatch.start(search, pods, cli.directory())) {
            places.search(search);
            CommandFiles.search(search, cli.directory());
            OtherFiles.search(search, begin);
            search.text(Kind.REPORT, "what the tests print", printed.text());
            if (deployed) {
                StackAnswers.search(search, node, prometheus);
            }
        }
        assertThat(places.secretVolumesOnDisk())
                .as("Secrets that are mounted, but not in memory")
                .isEmpty();
    }

    private void requireNothing(String when, LeakSearch search, Set<String> mayBeUsed) {
        Set<Finding> found = search.findings();
        found.removeIf(finding -> finding.secret().equals(DECOY));
        Set<Finding> violations = permitted.violations(found, mayBeUsed);
        misplaced += violations.size();
        assertThat(violations).as(when).isEmpty();
    }

    private void report(String what, int rounds, LeakSearch meanwhile, LeakSearch after) {
        Amount amount = sum(after);
        meanwhile.amounts().forEach((kind, more) -> totals.merge(kind, more, Amount::plus));
        after.amounts().forEach((kind, more) -> totals.merge(kind, more, Amount::plus));
        NodeReport.add(
                TABLE,
                String.format(
                        Locale.ROOT,
                        "%-58s %5d looks meanwhile, %6d places with %6.1f MB after",
                        what,
                        rounds,
                        amount.places(),
                        amount.bytes() / 1e6));
    }

    private static Amount sum(LeakSearch search) {
        return search.amounts().values().stream().reduce(new Amount(0, 0), Amount::plus);
    }

    /** Adds what was searched in all, and demands that no place is permitted that has held nothing. */
    void conclude() {
        totals.forEach((kind, amount) -> NodeReport.add(
                TABLE,
                String.format(
                        Locale.ROOT,
                        "%-16s %8d looks, %8.1f MB",
                        kind.name().toLowerCase(Locale.ROOT),
                        amount.places(),
                        amount.bytes() / 1e6)));
        NodeReport.add(
                TABLE,
                String.format(
                        Locale.ROOT,
                        "%d secrets planted, %d of them replaced by others; found where they must not be: %d",
                        planted.words().size() - 1,
                        retired.size(),
                        misplaced));
        assertThat(permitted.unused())
                .as("places where nothing has to be permitted")
                .isEmpty();
    }

    @Override
    public void close() {
        NodeReport.print(TABLE);
        decoys.close();
        printed.close();
    }
}
