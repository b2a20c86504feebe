package com.renderowl.monitoring.equality;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.harness.PrometheusServer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that a running Prometheus says of its own configuration, as single facts: of its targets after relabeling,
 * its rules, and every setting, those included that it has by default.
 *
 * <p>Steps of relabeling are left out: their result is among the facts of the targets.
 *
 * @param values what the fact is about, such as {@code job renderowl-backend: scrape_interval}, to what holds
 */
record Facts(Map<String, String> values) {

    /** Judged by what they lead to. */
    private static final Set<String> LEFT_OUT = Set.of("relabel_configs", "kubeconfig_file", "job_name");

    /** What tells elements of a list apart. */
    private static final List<String> NAMES = List.of("name", "role");

    /** What stands for a fact that there is not. */
    static final String ABSENT = "(none)";

    /**
     * Asks a server whose every job has targets.
     *
     * @param arguments the command line that its platform starts it with
     */
    static Facts of(PrometheusServer server, List<String> arguments) {
        Map<String, String> facts = new TreeMap<>();
        Map<String, String> jobs = new HashMap<>();
        Map<String, Integer> targets = new HashMap<>();
        for (Document target : targets(server)) {
            String job = target.text("labels.job");
            jobs.put(target.text("scrapePool"), job);
            target("target " + targets.merge(job, 1, Integer::sum) + " of " + job + ": ", target, facts);
        }
        for (Document group : api(server, "/api/v1/rules").list("groups")) {
            group(group, facts);
        }
        Document config = Document.parse(api(server, "/api/v1/status/config").text("yaml"));
        for (Map.Entry<?, ?> section : ((Map<?, ?>) config.root()).entrySet()) {
            if (!section.getKey().equals("scrape_configs")) {
                flatten(section.getKey() + ": ", section.getValue(), facts);
            }
        }
        for (Document job : config.list("scrape_configs")) {
            String name = jobs.get(job.text("job_name"));
            if (name == null) {
                throw new AssertionError("The job " + job.at("job_name") + " has no target");
            }
            facts.put("job " + name + ": name in the configuration", job.text("job_name"));
            flatten("job " + name + ": ", job.root(), facts);
        }
        Document alertmanagers = api(server, "/api/v1/alertmanagers");
        alertmanagers.list("activeAlertmanagers").forEach(found -> facts.put("alerts go to " + found.at("url"), "yes"));
        facts.put(
                "retention in force", api(server, "/api/v1/status/runtimeinfo").text("storageRetention"));
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            facts.put("argument " + parts[0], parts.length == 2 ? parts[1] : "true");
        }
        String home = server.directory().toString() + "/";
        facts.replaceAll((fact, value) -> value.replace(home, "/etc/prometheus/"));
        return new Facts(facts);
    }

    /** What holds; {@link #ABSENT} where nothing is said of it. */
    String get(String fact) {
        return values.getOrDefault(fact, ABSENT);
    }

    /** The jobs that have a target, by the label that their targets have. */
    static Set<String> jobs(PrometheusServer server) {
        Set<String> jobs = new TreeSet<>();
        targets(server).forEach(target -> jobs.add(target.text("labels.job")));
        return jobs;
    }

    /** In the order of their addresses, so that a target has the same number wherever it has the same address. */
    private static List<Document> targets(PrometheusServer server) {
        return api(server, "/api/v1/targets?state=active").list("activeTargets").stream()
                .sorted(Comparator.comparing(target -> target.text("scrapeUrl")))
                .toList();
    }

    private static void target(String key, Document target, Map<String, String> facts) {
        facts.put(key + "URL", target.text("scrapeUrl"));
        facts.put(key + "interval", target.text("scrapeInterval"));
        facts.put(key + "timeout", target.text("scrapeTimeout"));
        flatten(key + "label ", target.at("labels"), facts);
        flatten(key + "discovered ", target.at("discoveredLabels"), facts);
    }

    private static void group(Document group, Map<String, String> facts) {
        String key = "rules " + group.at("name") + ": ";
        facts.put(key + "file", group.text("file"));
        facts.put(key + "interval", group.text("interval"));
        facts.put(key + "limit", group.text("limit"));
        int number = 0;
        for (Document rule : group.list("rules")) {
            number++;
            for (String member : List.of("name", "type", "query", "duration", "keepFiringFor")) {
                facts.put(key + number + " " + member, rule.text(member));
            }
            flatten(key + number + " label ", rule.at("labels"), facts);
            flatten(key + number + " annotation ", rule.at("annotations"), facts);
        }
    }

    /** A tree as single values; elements of a list are known by their names, where they have any. */
    private static void flatten(String key, Object value, Map<String, String> facts) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, below) -> {
                if (!LEFT_OUT.contains(String.valueOf(name))) {
                    boolean inside = below instanceof Map || below instanceof List<?> list && !isPlain(list);
                    flatten(key + name + (inside ? "." : ""), below, facts);
                }
            });
        } else if (value instanceof List<?> list && !isPlain(list)) {
            for (int index = 0; index < list.size(); index++) {
                flatten(key + name(list.get(index), index) + ".", list.get(index), facts);
            }
        } else {
            facts.put(key, String.valueOf(value));
        }
    }

    private static String name(Object element, int index) {
        Document document = new Document(element);
        return NAMES.stream()
                .map(document::at)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse(String.valueOf(index));
    }

    private static boolean isPlain(List<?> list) {
        return list.stream().noneMatch(element -> element instanceof Map || element instanceof List);
    }

    private static Document api(PrometheusServer server, String path) {
        return Document.parse(server.get(path).get("data").toString());
    }
}
