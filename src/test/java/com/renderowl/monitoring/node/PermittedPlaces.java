package com.renderowl.monitoring.node;

import com.renderowl.monitoring.node.LeakSearch.Finding;
import com.renderowl.monitoring.node.LeakSearch.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Where secrets of a stack may be in clear, and nowhere else. Each entry is a place that cannot do without, with the secrets that
 * it may hold:
 *
 * <ul>
 *   <li>the stack's Secrets, and their mounts in memory in the pods that read them;
 *   <li>the environment of the two exporters, which read it from there, and what the container runtime keeps of it to start
 *       them: decided in the requirements, "those processes may hold them, nothing else may";
 *   <li>etcd's files, as the API server of the test does not encrypt Secrets there: that is the cluster's to decide;
 *   <li>the databases that are monitored, which are not part of the stack, and their Secret;
 *   <li>what the user types.
 * </ul>
 */
final class PermittedPlaces {

    private static final String DATA_SOURCE = "postgresDataSourceName";
    private static final String REDIS = "redisPassword";
    private static final String SCRAPE = "scrapePassword";
    private static final String HASHES = "hash";
    private static final String GRAFANA = "grafanaAdminPassword";
    private static final Set<String> REMOTE = Set.of("remoteWritePassword", "archiveToken");
    private static final Set<String> RECEIVERS = Set.of("slackUrl", "pagerKey", "smtpPassword", "hookUrl", "hookToken");
    private static final Set<String> ANY = Set.of();

    private static final String POD = "-[a-z0-9]+-[a-z0-9]+";
    private static final String PLATFORM = "renderowl-staging/(postgres|redis)" + POD;

    private final List<Entry> entries = new ArrayList<>();
    private final Set<Entry> used = new HashSet<>();

    PermittedPlaces() {
        String secret = "the Secret that the stack makes of it";
        permit(secret, Kind.SECRET, "monitoring/postgres-exporter", DATA_SOURCE);
        permit(secret, Kind.SECRET, "monitoring/redis-exporter", REDIS);
        permit(secret, Kind.SECRET, "monitoring/prometheus-web", SCRAPE, HASHES);
        permit(secret, Kind.SECRET, "monitoring/prometheus-remote-write", REMOTE);
        permit(secret, Kind.SECRET, "monitoring/alertmanager-receivers", RECEIVERS);
        permit(secret, Kind.SECRET, "monitoring/grafana-datasource", SCRAPE);
        permit(secret, Kind.SECRET, "monitoring/grafana-admin", GRAFANA);
        String mount = "its mount in memory, in the pod that reads it";
        String volume = POD + ": volumes/kubernetes\\.io~secret/.*";
        permit(mount, Kind.SECRET_VOLUME, "monitoring/prometheus" + volume, SCRAPE, HASHES);
        permit(mount, Kind.SECRET_VOLUME, "monitoring/prometheus" + volume, REMOTE);
        permit(mount, Kind.SECRET_VOLUME, "monitoring/alertmanager" + volume, RECEIVERS);
        permit(mount, Kind.SECRET_VOLUME, "monitoring/grafana" + volume, SCRAPE, GRAFANA);
        String environment = "told by its environment";
        permit(environment, Kind.ENVIRONMENT, "postgres_exporter in monitoring/postgres-exporter" + POD, DATA_SOURCE);
        permit(environment, Kind.ENVIRONMENT, "redis_exporter in monitoring/redis-exporter" + POD, REDIS);
        String runtime = "what the container runtime keeps to start it with its environment";
        permit(runtime, Kind.RUNTIME, "container of monitoring/postgres-exporter" + POD, DATA_SOURCE);
        permit(runtime, Kind.RUNTIME, "container of monitoring/redis-exporter" + POD, REDIS);
        entries.add(
                new Entry(runtime, Kind.RUNTIME, Pattern.compile(".*/meta\\.db"), Set.of(DATA_SOURCE, REDIS), true));
        String platform = "the databases, which are not of the stack";
        for (String database : List.of(DATA_SOURCE, REDIS)) {
            Set<String> its = Set.of(database);
            entries.add(new Entry(platform, Kind.SECRET, Pattern.compile("renderowl-staging/databases"), its, true));
            entries.add(new Entry(platform, Kind.ENVIRONMENT, Pattern.compile(".* in " + PLATFORM), its, true));
            entries.add(new Entry(platform, Kind.RUNTIME, Pattern.compile("container of " + PLATFORM), its, true));
        }
        entries.add(new Entry(
                platform, Kind.POD_FILE, Pattern.compile(PLATFORM + ": volumes/.*/data/auth"), Set.of(REDIS), true));
        entries.add(
                new Entry("etcd, which encrypts nothing here", Kind.DATABASE, Pattern.compile("etcd/.*"), ANY, true));
        entries.add(new Entry("the user types it", Kind.TYPED, Pattern.compile(".*"), ANY, true));
    }

    /**
     * A place.
     *
     * @param why it may hold secrets
     * @param secrets which ones, by what their names begin with; empty for all
     * @param keepsOld whether also those that have been replaced by others
     */
    private record Entry(String why, Kind kind, Pattern place, Set<String> secrets, boolean keepsOld) {

        boolean permits(Finding finding, Set<String> live) {
            return finding.kind() == kind
                    && place.matcher(finding.place()).matches()
                    && (secrets.isEmpty() || secrets.stream().anyMatch(finding.secret()::startsWith))
                    && (keepsOld || live.contains(finding.secret()));
        }
    }

    private void permit(String why, Kind kind, String place, String... secrets) {
        permit(why, kind, place, Set.of(secrets));
    }

    private void permit(String why, Kind kind, String place, Set<String> secrets) {
        entries.add(new Entry(why, kind, Pattern.compile(place), secrets, false));
    }

    /**
     * What was found where it must not be.
     *
     * @param live the secrets that are in use
     */
    Set<Finding> violations(Set<Finding> findings, Set<String> live) {
        Set<Finding> violations = new TreeSet<>();
        for (Finding finding : findings) {
            List<Entry> permitting = entries.stream()
                    .filter(entry -> entry.permits(finding, live))
                    .toList();
            used.addAll(permitting);
            if (permitting.isEmpty()) {
                violations.add(finding);
            }
        }
        return violations;
    }

    /**
     * The places of the stack that have held nothing, so that nobody needs to permit them: a list that is too long hides a leak.
     * Of others it depends on the moment: databases wipe their environment when they start.
     */
    List<String> unused() {
        return entries.stream()
                .filter(entry -> !entry.keepsOld && !used.contains(entry))
                .map(entry -> entry.kind + " " + entry.place + " " + entry.secrets)
                .toList();
    }
}
