package com.renderowl.monitoring.cli.plan;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.ClaimedVolumes;
import com.renderowl.monitoring.capacity.CapacityDemand;
import com.renderowl.monitoring.capacity.CapacityPlan;
import com.renderowl.monitoring.capacity.VolumeShare;
import com.renderowl.monitoring.cli.doctor.Finding;
import com.renderowl.monitoring.config.ApplicationConfig;
import com.renderowl.monitoring.config.CapacityChecks;
import com.renderowl.monitoring.config.Problem;
import com.renderowl.monitoring.config.Remedies;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.units.ByteQuantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The capacity plan of a stack for people and for programs. */
public final class PlanReport {

    private static final double GIBIBYTE = 1L << 30;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final String ROW = "  %-8s %10s %10s %6s %17s   %s";

    private final StackConfig config;
    private final Optional<CapacityPlan> plan;
    private final List<Problem> problems;

    private final ClaimedVolumes claimed;
    private final List<Finding> volumes;

    private PlanReport(StackConfig config, ClaimedVolumes claimed, List<Finding> volumes) {
        this.config = config;
        this.plan = CapacityChecks.plan(config);
        this.problems = CapacityChecks.shortages(config, Remedies.commands(config.stack()));
        this.claimed = claimed;
        this.volumes = List.copyOf(volumes);
    }

    /**
     * The report on a stack.
     *
     * @param claimed its volumes in the cluster, as far as they are known
     * @param volumes what is said of them
     */
    public static PlanReport of(StackConfig config, ClaimedVolumes claimed, List<Finding> volumes) {
        return new PlanReport(config, claimed, volumes);
    }

    /** Whether no volume is known to be smaller than it is configured. */
    public boolean hasItsVolumes() {
        return volumes.stream().noneMatch(finding -> finding.state() == Finding.State.PROBLEM);
    }

    /** Whether all that is expected fits. */
    public boolean fits() {
        return problems.isEmpty();
    }

    /** The report as people read it. */
    public List<String> lines() {
        return plan.map(this::lines).orElseGet(() -> List.of(withoutPrometheus()));
    }

    private String withoutPrometheus() {
        return "The stack " + config.stack() + " has no Prometheus of its own: the one in the namespace "
                + config.operator().existing().namespace() + " holds its series, and whoever runs that plans for it.";
    }

    private List<String> lines(CapacityPlan found) {
        CapacityDemand demand = found.demand();
        List<String> lines = new ArrayList<>();
        lines.add(format(
                "Prometheus of %s%s: %,d series every %s are %,.0f samples per second",
                config.stack(), servers(), demand.series(), demand.scrapeInterval(), demand.samplesPerSecond()));
        lines.add("");
        lines.add(format(ROW, "", "needs", "there is", "", "enough for", "").stripTrailing());
        lines.add(row(
                "memory",
                gibibytes(found.memory()),
                gibibytes(found.usableMemory()),
                percent(found.memory(), found.usableMemory()),
                format("%,d series", CapacityPlan.rounded(found.seriesByMemory())),
                format("%.0f%% of prometheus.resources.limits.memory", 100 * CapacityPlan.USABLE_MEMORY)));
        lines.add(row(
                "disk",
                gibibytes(found.disk().total()),
                gibibytes(demand.retentionSize().bytes()),
                percent(found.disk().total(), demand.retentionSize().bytes()),
                format("%,d series", CapacityPlan.rounded(found.seriesByDisk())),
                "prometheus.retentionSize"));
        double days = demand.retention().seconds() / SECONDS_PER_DAY;
        lines.add(row(
                "history",
                format("%.1f d", days),
                format("%.1f d", found.daysThatFit()),
                "",
                "",
                "prometheus.retention, and what that size holds"));
        ByteQuantity volume = demand.volume();
        if (volume != null) {
            long needed = VolumeShare.volumeFor(demand.retentionSize()).bytes();
            lines.add(row(
                    "volume",
                    gibibytes(needed),
                    gibibytes(volume.bytes()),
                    percent(needed, volume.bytes()),
                    "",
                    "prometheus.volume.size, a quarter more than that size"));
        }
        lines.add("");
        lines.add(format(
                "Of the disk, blocks take %s, the write-ahead log %s, the newest samples %s.",
                gibibytes(found.disk().blocks()),
                gibibytes(found.disk().log()),
                gibibytes(found.disk().head())));
        lines.addAll(notes(demand));
        lines.addAll(verdict(found));
        if (!volumes.isEmpty()) {
            lines.add("");
            volumes.forEach(finding -> lines.add(finding.subject() + ": " + finding.detail()));
        }
        return lines;
    }

    private String servers() {
        int shards = config.operator().shards();
        int replicas = config.prometheus().replicas();
        return (shards == 1 ? "" : format(", each of %d shards", shards))
                + (replicas == 1 ? "" : format(", each of %d replicas", replicas));
    }

    /** Series are not told apart by application, so those that are scraped at another interval are named only. */
    private List<String> notes(CapacityDemand demand) {
        return config.applications().stream()
                .filter(application -> application.scrapeInterval() != null
                        && !application.scrapeInterval().equals(demand.scrapeInterval()))
                .map(PlanReport::note)
                .toList();
    }

    private static String note(ApplicationConfig application) {
        return "applications." + application.name() + " is scraped every " + application.scrapeInterval()
                + "; the plan does not count it apart.";
    }

    private List<String> verdict(CapacityPlan found) {
        if (fits()) {
            return List.of(format(
                    "It fits. The %s ends first, at %,d series.",
                    switch (found.limit()) {
                        case MEMORY -> "memory";
                        case DISK -> "disk";
                    },
                    CapacityPlan.rounded(found.mostSeries())));
        }
        List<String> lines = new ArrayList<>(List.of("It does not fit:"));
        problems.forEach(problem -> problem.toString().lines().forEach(line -> lines.add("  " + line)));
        return lines;
    }

    /** The report as programs read it: sizes in bytes, times in seconds. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("stack", config.stack());
        json.addProperty("hasPrometheus", plan.isPresent());
        json.addProperty("fits", fits());
        plan.ifPresent(found -> add(json, found));
        JsonArray refused = new JsonArray();
        problems.forEach(problem -> {
            JsonObject entry = new JsonObject();
            entry.addProperty("path", problem.path());
            entry.addProperty("what", problem.what());
            entry.addProperty("allowed", problem.allowed());
            entry.addProperty("fix", problem.fix());
            refused.add(entry);
        });
        json.add("problems", refused);
        JsonArray claims = new JsonArray();
        claimed.volumes().forEach(volume -> {
            JsonObject entry = new JsonObject();
            entry.addProperty("namespace", volume.planned().namespace());
            entry.addProperty("claim", volume.planned().claim());
            entry.addProperty("size", volume.size().bytes());
            volume.requested().ifPresent(requested -> entry.addProperty("requested", requested.bytes()));
            volume.capacity().ifPresent(capacity -> entry.addProperty("capacity", capacity.bytes()));
            claims.add(entry);
        });
        json.add("claims", claims);
        return json;
    }

    private void add(JsonObject json, CapacityPlan found) {
        CapacityDemand demand = found.demand();
        json.addProperty("expectedSeries", config.capacity().expectedSeries());
        json.addProperty("shards", config.operator().shards());
        json.addProperty("replicas", config.prometheus().replicas());
        JsonObject server = new JsonObject();
        server.addProperty("series", demand.series());
        server.addProperty("mostSeries", found.mostSeries());
        server.addProperty(
                "endsFirst",
                switch (found.limit()) {
                    case MEMORY -> "memory";
                    case DISK -> "disk";
                });
        server.addProperty("samplesPerSecond", demand.samplesPerSecond());
        server.add(
                "memory",
                need(found.memory(), found.usableMemory(), demand.memoryLimit().bytes(), found.seriesByMemory()));
        JsonObject disk = need(found.disk().total(), demand.retentionSize().bytes(), found.seriesByDisk());
        disk.addProperty("blocks", found.disk().blocks());
        disk.addProperty("log", found.disk().log());
        disk.addProperty("head", found.disk().head());
        server.add("disk", disk);
        JsonObject history = new JsonObject();
        history.addProperty("retention", demand.retention().seconds());
        history.addProperty("fits", found.daysThatFit() * SECONDS_PER_DAY);
        history.addProperty("kept", found.daysKept() * SECONDS_PER_DAY);
        server.add("history", history);
        ByteQuantity volume = demand.volume();
        if (volume != null) {
            JsonObject size = new JsonObject();
            size.addProperty(
                    "needs", VolumeShare.volumeFor(demand.retentionSize()).bytes());
            size.addProperty("size", volume.bytes());
            server.add("volume", size);
        }
        json.add("server", server);
    }

    private static JsonObject need(long needs, long available, long limit, long series) {
        JsonObject json = need(needs, available, series);
        json.addProperty("limit", limit);
        return json;
    }

    private static JsonObject need(long needs, long available, long series) {
        JsonObject json = new JsonObject();
        json.addProperty("needs", needs);
        json.addProperty("available", available);
        json.addProperty("enoughForSeries", series);
        return json;
    }

    private static String row(
            String what, String needs, String available, String share, String enoughFor, String setting) {
        return format(ROW, what, needs, available, share, enoughFor, setting).stripTrailing();
    }

    private static String percent(long part, long whole) {
        return format("%.0f%%", 100.0 * part / whole);
    }

    private static String gibibytes(long bytes) {
        return format("%.2f GiB", bytes / GIBIBYTE);
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
