package com.renderowl.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.doctor.Finding;
import com.renderowl.monitoring.cli.doctor.VolumeFindings;
import com.renderowl.monitoring.cli.plan.PlanReport;
import com.renderowl.monitoring.cluster.ClaimLookup;
import com.renderowl.monitoring.cluster.LiveClaim;
import com.renderowl.monitoring.cluster.ObjectLookup;
import com.renderowl.monitoring.config.Problem;
import com.renderowl.monitoring.config.Remedies;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.StackConfigReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is made of the claims that a cluster has; a real one is asked in the tiers operator and cluster. */
@Tag("unit")
class ClaimedVolumesTest {

    private static final String GROWN =
            """
            platform: operator
            prometheus: {replicas: 2, retentionSize: 100GB, volume: {size: 256Gi}}
            alertmanager: {requireReceivers: false}
            """;

    private static final String FIRST = "prometheus-staging-db-prometheus-staging-0";
    private static final String SECOND = "prometheus-staging-db-prometheus-staging-1";

    /** A cluster in which the class "fixed" does not expand, and whose Prometheus keeps so much. */
    private record Cluster(List<LiveClaim> claims, String kept) implements ClaimLookup {

        @Override
        public Answer claims(String context, String namespace) {
            return new Answer(namespace.equals("monitoring") ? claims : List.of(), "");
        }

        @Override
        public Optional<Boolean> expands(String context, String storageClass) {
            return Optional.of(!storageClass.equals("fixed"));
        }

        @Override
        public String text(String context, String kind, String namespace, String name, String path) {
            return kind.equals("configmap") ? "storage:\n  tsdb:\n    retention:\n      size: " + kept + "\n" : kept;
        }
    }

    private static LiveClaim claim(String name, String requested, String capacity) {
        return new LiveClaim(name, !capacity.isEmpty(), requested, capacity, "standard", "");
    }

    private static LiveClaim fixed(String name, String size) {
        return new LiveClaim(name, true, size, size, "fixed", "");
    }

    private static StackConfig config(String yaml) {
        return StackConfigReader.read(TestStack.source(yaml), TestStack.PROJECT, TestStack.NAME)
                .config();
    }

    private static ClaimedVolumes volumes(String yaml, String kept, LiveClaim... claims) {
        return ClaimedVolumes.of(config(yaml), new Cluster(List.of(claims), kept));
    }

    private static List<Problem> problems(String yaml, LiveClaim... claims) {
        return volumes(yaml, "10GB", claims).problems(Remedies.commands("staging"));
    }

    private static List<String> findings(String yaml, String kept, LiveClaim... claims) {
        return VolumeFindings.of(config(yaml), volumes(yaml, kept, claims)).stream()
                .map(finding -> finding.subject() + " " + finding.state().word() + " " + finding.detail())
                .toList();
    }

    @Test
    void whatIsNotThereOrCanGrowIsFree() {
        assertThat(problems(GROWN)).isEmpty();
        assertThat(problems(GROWN, claim(FIRST, "128Gi", "128Gi"), claim("of-others", "999Gi", "999Gi")))
                .isEmpty();
        assertThat(problems(GROWN, claim(FIRST, "256Gi", "300Gi")))
                .as("a driver may round up")
                .isEmpty();
        assertThat(problems(GROWN, claim(FIRST, "9Ti", "128Gi")))
                .as("more was asked for than there is, and it is taken back")
                .isEmpty();
    }

    @Test
    void aVolumeThatWouldShrinkIsRefusedOnceForAllReplicas() {
        assertThat(problems(GROWN, claim(FIRST, "512Gi", "512Gi"), claim(SECOND, "500Gi", "500Gi")))
                .containsExactly(new Problem(
                        "prometheus.volume.size",
                        "'256Gi' is less than the claims monitoring/" + FIRST + " (512Gi), monitoring/" + SECOND
                                + " (500Gi)",
                        "at least 512Gi, as a volume cannot shrink",
                        "./monitoring config set --path prometheus.volume.size 512Gi --stack staging; or begin with"
                                + " smaller and empty ones, without what is on these: kubectl delete prometheus staging -n"
                                + " monitoring; kubectl delete pvc -n monitoring " + FIRST + " " + SECOND
                                + "; then the same command makes all anew"));
        assertThat(problems("alertmanager: {volume: {size: 1Gi}}", claim("alertmanager-data", "2Gi", "2Gi")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("alertmanager.volume.size");
                    assertThat(problem.fix()).contains("kubectl delete deployment alertmanager -n monitoring;");
                });
    }

    @Test
    void aClassThatCannotExpandIsRefusedWithTheWaysOut() {
        assertThat(problems(GROWN, fixed(FIRST, "128Gi"))).singleElement().satisfies(problem -> {
            assertThat(problem.what())
                    .isEqualTo("'256Gi' is more than the claim monitoring/" + FIRST
                            + " (128Gi), and the storage class 'fixed' does not allow volumes to expand");
            assertThat(problem.allowed()).isEqualTo("128Gi with this class");
            assertThat(problem.fix())
                    .contains(
                            "prometheus.volume.size 128Gi",
                            "kubectl patch storageclass fixed --patch '{\"allowVolumeExpansion\": true}'");
        });
        assertThat(problems(GROWN, fixed(FIRST, "256Gi"))).isEmpty();
    }

    @Test
    void aClaimWithoutAVolumeCannotBeChanged() {
        assertThat(problems(GROWN, claim(FIRST, "128Gi", ""))).singleElement().satisfies(problem -> assertThat(
                        problem.what())
                .endsWith("(128Gi), and a claim without a volume cannot be changed"));
        assertThat(problems(GROWN, claim(FIRST, "256Gi", ""))).isEmpty();
    }

    @Test
    void retentionWaitsForTheSmallestVolumeAndNeverFalls() {
        String more = GROWN.replace("100GB", "190GB");

        assertThat(volumes(more, "80GB", claim(FIRST, "128Gi", "128Gi"), claim(SECOND, "256Gi", "256Gi"))
                        .heldRetentionSize())
                .hasToString("Optional[102GB]");
        assertThat(volumes(more, "110GB", claim(FIRST, "128Gi", "128Gi")).heldRetentionSize())
                .as("less would delete samples")
                .hasToString("Optional[110GB]");
        assertThat(volumes(more, "190GB", claim(FIRST, "128Gi", "128Gi")).heldRetentionSize())
                .isEmpty();
        assertThat(volumes(more, "80GB", claim(FIRST, "256Gi", "256Gi"), claim(SECOND, "256Gi", ""))
                        .heldRetentionSize())
                .as("a new volume has what is asked for")
                .isEmpty();
        assertThat(volumes(
                                "prometheus: {volume: {size: 20Gi}, retentionSize: 16GB}",
                                "8GB",
                                claim("prometheus-data", "20Gi", "10Gi"))
                        .heldRetentionSize())
                .hasToString("Optional[8GB]");
    }

    @Test
    void statusShowsWhatVolumesHaveAndWhatTheyLack() {
        assertThat(findings(GROWN, "100GB")).as("nothing is deployed").isEmpty();
        assertThat(findings(
                        GROWN,
                        "80GB",
                        claim(FIRST, "128Gi", "128Gi"),
                        new LiveClaim(SECOND, true, "256Gi", "137438953472", "standard", "Resizing at work")))
                .containsExactly(
                        "Volume monitoring/" + FIRST + " problem has 128Gi, and prometheus.volume.size is 256Gi:"
                                + " './monitoring up staging' asks for it",
                        "Volume monitoring/" + SECOND
                                + " problem has 128Gi, and prometheus.volume.size is 256Gi: Resizing at work",
                        "Volume monitoring/alertmanager-staging-db-alertmanager-staging-0 note is not there:"
                                + " './monitoring up staging' makes it with 1Gi",
                        "Retention problem Prometheus keeps 80GB, and prometheus.retentionSize is 100GB: once its"
                                + " volumes have the room, './monitoring up staging' raises it");
        assertThat(findings("alertmanager: {deploy: false}", "10GB", claim("prometheus-data", "16Gi", "16Gi")))
                .containsExactly("Volume monitoring/prometheus-data ok 16Gi; 16Gi are configured");
    }

    @Test
    void aPlanCountsAVolumeThatIsSmallerThanConfigured() {
        ClaimedVolumes small = volumes(GROWN, "100GB", claim(FIRST, "256Gi", "128Gi"));
        PlanReport report = PlanReport.of(config(GROWN), small, VolumeFindings.of(config(GROWN), small));

        assertThat(report.hasItsVolumes()).isFalse();
        assertThat(report.lines())
                .contains("Volume monitoring/" + FIRST + ": has 128Gi, and prometheus.volume.size is 256Gi: it is asked"
                        + " for, and the storage driver has not expanded it yet");
        assertThat(report.json().getAsJsonArray("claims").get(0))
                .hasToString("{\"namespace\":\"monitoring\",\"claim\":\"" + FIRST
                        + "\",\"size\":274877906944,\"requested\":274877906944,\"capacity\":137438953472}");
        ClaimedVolumes grown = volumes(GROWN, "100GB", claim(FIRST, "256Gi", "256Gi"));
        assertThat(PlanReport.of(config(GROWN), grown, VolumeFindings.of(config(GROWN), grown))
                        .hasItsVolumes())
                .isTrue();
    }

    @Test
    void aClusterThatDoesNotTellIsNamed() {
        ClaimLookup silent = new Silent();

        assertThat(VolumeFindings.of(config(GROWN), ClaimedVolumes.of(config(GROWN), silent)))
                .containsExactly(Finding.note("Volumes", "the cluster does not tell: no login"));
        assertThat(run(GROWN, silent).warnings())
                .anyMatch(warning -> warning.startsWith("The cluster does not tell which volumes it has")
                        && warning.endsWith(": no login"));
    }

    private static final class Silent implements ClaimLookup {

        @Override
        public Answer claims(String context, String namespace) {
            return new Answer(List.of(), "no login");
        }

        @Override
        public Optional<Boolean> expands(String context, String storageClass) {
            return Optional.empty();
        }

        @Override
        public String text(String context, String kind, String namespace, String name, String path) {
            return "";
        }
    }

    private static ProgramRun run(String yaml, ClaimLookup claims) {
        return ProgramRun.run(TestStack.source(yaml), new RunMode.Deploy(ObjectLookup.unknown(), claims));
    }

    @Test
    void aRefusedVolumeTouchesNothing() {
        ProgramRun run = run(GROWN, new Cluster(List.of(fixed(FIRST, "128Gi")), "80GB"));

        assertThat(run.failure()).contains("nothing was changed", "does not allow volumes to expand");
        assertThat(run.registrations()).isEmpty();
        assertThat(run.otherCalls()).isEmpty();
    }

    @Test
    void theClaimsGrowBeforePrometheusMayKeepMore() {
        String more = GROWN.replace("100GB", "190GB");
        Cluster before = new Cluster(List.of(claim(FIRST, "128Gi", "128Gi"), claim(SECOND, "128Gi", "128Gi")), "80GB");
        Cluster after = new Cluster(List.of(claim(FIRST, "256Gi", "256Gi"), claim(SECOND, "256Gi", "256Gi")), "102GB");

        ProgramRun first = run(more, before);
        ProgramRun second = run(more, after);

        assertThat(first.failure()).isEmpty();
        assertThat(first.named("prometheus-data-0").at("spec.resources.requests"))
                .isEqualTo(Map.of("storage", "256Gi"));
        assertThat(first.named("prometheus-prometheus").at("spec.retentionSize"))
                .isEqualTo("102GB");
        assertThat(first.warnings())
                .anyMatch(warning ->
                        warning.startsWith("prometheus.retentionSize is 190GB, and Prometheus is given 102GB for now"));
        assertThat(second.named("prometheus-prometheus").at("spec.retentionSize"))
                .isEqualTo("190GB");
        assertThat(second.warnings()).noneMatch(warning -> warning.contains("retentionSize"));
    }
}
