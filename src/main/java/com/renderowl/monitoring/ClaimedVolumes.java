package com.renderowl.monitoring;

import com.renderowl.monitoring.capacity.VolumeShare;
import com.renderowl.monitoring.cluster.ClaimLookup;
import com.renderowl.monitoring.cluster.LiveClaim;
import com.renderowl.monitoring.config.Problem;
import com.renderowl.monitoring.config.Remedies;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.model.DataVolume;
import com.renderowl.monitoring.model.PrometheusWorkload;
import com.renderowl.monitoring.units.ByteQuantity;
import com.renderowl.monitoring.units.PrometheusSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The volumes of a stack as its cluster has them, beside what is configured. */
public final class ClaimedVolumes {

    /** The size in {@code prometheus.yml}, below {@code storage.tsdb.retention}. */
    private static final Pattern RETENTION_SIZE = Pattern.compile("(?m)^ +size: (\\S+)$");

    private final StackConfig config;
    private final ClaimLookup lookup;
    private final String context;
    private final List<Volume> volumes;
    private final String reason;

    /**
     * A volume.
     *
     * @param planned what is configured
     * @param live the claim in the cluster, or null where there is none
     */
    public record Volume(DataVolume planned, @Nullable LiveClaim live) {

        /** What is configured. */
        public ByteQuantity size() {
            return planned.volume().size();
        }

        /** What the claim asks for. */
        public Optional<ByteQuantity> requested() {
            return Optional.ofNullable(live).flatMap(claim -> ByteQuantity.ofServer(claim.requested()));
        }

        /** What the claim's volume has. */
        public Optional<ByteQuantity> capacity() {
            return Optional.ofNullable(live).flatMap(claim -> ByteQuantity.ofServer(claim.capacity()));
        }

        /** Whether it is there with less room than is configured. */
        public boolean isTooSmall() {
            return capacity().filter(capacity -> capacity.compareTo(size()) < 0).isPresent();
        }

        private boolean grows() {
            return requested()
                    .filter(requested -> requested.compareTo(size()) < 0)
                    .isPresent();
        }

        /** A request that was too large to be met can be lowered, but not to what the volume has already. */
        private boolean shrinks() {
            return requested()
                            .filter(requested -> requested.compareTo(size()) > 0)
                            .isPresent()
                    && capacity()
                            .filter(capacity -> capacity.compareTo(size()) < 0)
                            .isEmpty();
        }

        private boolean isBound() {
            return live != null && live.isBound();
        }
    }

    private ClaimedVolumes(
            StackConfig config, ClaimLookup lookup, String context, List<Volume> volumes, String reason) {
        this.config = config;
        this.lookup = lookup;
        this.context = context;
        this.volumes = volumes;
        this.reason = reason;
    }

    /**
     * Looks for the volumes of a stack.
     *
     * @param lookup asks the cluster that the stack goes to; of a stack on Docker nothing is asked
     */
    public static ClaimedVolumes of(StackConfig config, ClaimLookup lookup) {
        String context = Optional.ofNullable(config.cluster().context()).orElse("");
        List<DataVolume> planned = DataVolume.of(config);
        ClaimLookup.Answer answer = planned.isEmpty()
                ? new ClaimLookup.Answer(List.of(), "")
                : lookup.claims(context, config.namespaces().monitoring());
        Map<String, LiveClaim> live =
                answer.claims().stream().collect(Collectors.toMap(LiveClaim::name, claim -> claim));
        List<Volume> volumes = planned.stream()
                .map(volume -> new Volume(volume, live.get(volume.claim())))
                .toList();
        return new ClaimedVolumes(config, lookup, context, volumes, answer.reason());
    }

    /** All that are configured. */
    public List<Volume> volumes() {
        return volumes;
    }

    /** Why the cluster did not tell, in one line; empty when it did, or was not asked. */
    public String reason() {
        return reason;
    }

    /** Which configured sizes the claims that are there cannot get, a problem for each key. */
    public List<Problem> problems(Remedies remedies) {
        List<Problem> problems = new ArrayList<>();
        report(
                problems,
                volume -> volume.isBound() && volume.shrinks(),
                (key, wrong) -> shrinking(key, wrong, remedies));
        report(
                problems,
                volume -> !volume.isBound() && (volume.grows() || volume.shrinks()),
                (key, wrong) -> unbound(key, wrong, remedies));
        report(
                problems,
                volume -> volume.isBound() && volume.grows() && !expands(volume),
                (key, wrong) -> rigid(key, wrong, remedies));
        return problems;
    }

    private void report(
            List<Problem> problems, Predicate<Volume> isWrong, BiFunction<String, List<Volume>, Problem> problem) {
        Map<String, List<Volume>> wrong = volumes.stream()
                .filter(isWrong)
                .collect(
                        Collectors.groupingBy(volume -> volume.planned().sizeKey(), TreeMap::new, Collectors.toList()));
        wrong.forEach((key, some) -> problems.add(problem.apply(key, some)));
    }

    /** A class that the cluster tells nothing of may be able to; the API server decides. */
    private boolean expands(Volume volume) {
        String storageClass = volume.live() == null ? "" : volume.live().storageClass();
        return !storageClass.isEmpty() && lookup.expands(context, storageClass).orElse(true);
    }

    private static Problem shrinking(String key, List<Volume> wrong, Remedies remedies) {
        String largest = largest(wrong);
        return new Problem(
                key,
                "'" + wrong.get(0).size() + "' is less than " + shown(wrong),
                "at least " + largest + ", as a volume cannot shrink",
                remedies.toSet(key, largest) + "; or begin with smaller and empty ones, without what is on these: "
                        + anew(wrong));
    }

    private static Problem unbound(String key, List<Volume> wrong, Remedies remedies) {
        return new Problem(
                key,
                "'" + wrong.get(0).size() + "' is not what is asked for by " + shown(wrong)
                        + ", and a claim without a volume cannot be changed",
                largest(wrong) + " until there is a volume",
                remedies.toSet(key, largest(wrong)) + "; or have them made anew, as nothing is on them: "
                        + anew(wrong));
    }

    private static Problem rigid(String key, List<Volume> wrong, Remedies remedies) {
        String storageClass =
                wrong.get(0).live() == null ? "" : wrong.get(0).live().storageClass();
        return new Problem(
                key,
                "'" + wrong.get(0).size() + "' is more than " + shown(wrong) + ", and the storage class '"
                        + storageClass + "' does not allow volumes to expand",
                largest(wrong) + " with this class",
                remedies.toSet(key, largest(wrong))
                        + (storageClass.isEmpty()
                                ? ""
                                : "; or, if its driver can expand volumes, kubectl patch storageclass " + storageClass
                                        + " --patch '{\"allowVolumeExpansion\": true}'")
                        + "; or begin with larger and empty ones, without what is on these: " + anew(wrong));
    }

    private static String anew(List<Volume> wrong) {
        DataVolume first = wrong.get(0).planned();
        return "kubectl delete " + DataVolume.user(first.claim()) + " -n " + first.namespace()
                + "; kubectl delete pvc -n " + first.namespace() + " "
                + wrong.stream().map(volume -> volume.planned().claim()).collect(Collectors.joining(" "))
                + "; then the same command makes all anew";
    }

    private static String shown(List<Volume> wrong) {
        return (wrong.size() == 1 ? "the claim " : "the claims ")
                + wrong.stream()
                        .map(volume -> volume.planned() + " (" + size(volume) + ")")
                        .collect(Collectors.joining(", "));
    }

    private static String largest(List<Volume> wrong) {
        return wrong.stream()
                .flatMap(volume -> volume.requested().stream())
                .max(ByteQuantity::compareTo)
                .map(ByteQuantity::toString)
                .orElse("");
    }

    private static String size(Volume volume) {
        return volume.requested().map(ByteQuantity::toString).orElse("");
    }

    /**
     * What Prometheus may keep until its volumes have the configured size; empty where they have the room, and where nothing
     * is known of them. It is never less than what Prometheus keeps now, as it would delete samples otherwise.
     */
    public Optional<PrometheusSize> heldRetentionSize() {
        PrometheusSize wanted = config.prometheus().retentionSize();
        return volumes.stream()
                .filter(volume -> volume.planned().part().equals(PrometheusWorkload.NAME))
                .flatMap(volume -> volume.capacity().stream())
                .min(ByteQuantity::compareTo)
                .filter(smallest -> !VolumeShare.fits(wanted, smallest))
                .map(VolumeShare::largestOn)
                .map(room -> deployedRetentionSize()
                        .filter(now -> now.bytes() > room.bytes())
                        .orElse(room))
                .filter(held -> held.bytes() < wanted.bytes());
    }

    /** What the Prometheus in the cluster may keep; empty where there is none, or the cluster does not tell. */
    public Optional<PrometheusSize> deployedRetentionSize() {
        String namespace = config.namespaces().monitoring();
        String size =
                switch (config.platform()) {
                    case OPERATOR ->
                        lookup.text(
                                context,
                                "prometheuses.monitoring.coreos.com",
                                namespace,
                                config.stack(),
                                "{.spec.retentionSize}");
                    case KUBERNETES -> {
                        Matcher found = RETENTION_SIZE.matcher(lookup.text(
                                context,
                                "configmap",
                                namespace,
                                PrometheusWorkload.CONFIG_MAP,
                                "{.data.prometheus\\.yml}"));
                        yield found.find() ? found.group(1) : "";
                    }
                    case DOCKER -> "";
                };
        try {
            return size.isEmpty() ? Optional.empty() : Optional.of(PrometheusSize.parse(size));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
