package com.renderowl.monitoring.dashboards;

import com.renderowl.monitoring.rules.RuleFiles;
import com.renderowl.monitoring.rules.RuleSettings;
import com.renderowl.monitoring.rules.RuleSubject;
import com.renderowl.monitoring.rules.contract.MetricContract;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses a dashboard that asks for a metric which nobody has promised, before anything is changed: its panel would stay
 * empty. Only names are looked at here; the tests put every query through Prometheus' own parser.
 */
public final class DashboardCheck {

    private static final Pattern EXPRESSION = Pattern.compile("\"expr\": \"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Everything in which a word is no metric: texts, matchers, ranges, and the labels of a grouping. */
    private static final Pattern NO_METRICS = Pattern.compile("\\\\\"[^\"]*\\\\\"|\\{[^}]*}|\\[[^]]*]"
            + "|\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

    /** A name that is neither a variable of Grafana's nor, with a bracket behind it, a function. */
    private static final Pattern NAME = Pattern.compile("(?<![\\w:$.])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");

    private static final Set<String> KEYWORDS =
            Set.of("and", "or", "unless", "offset", "bool", "atan2", "group_left", "group_right", "inf", "nan");

    /** What Prometheus makes of the alerts itself. */
    private static final Set<String> ALERTS = Set.of("ALERTS", "ALERTS_FOR_STATE");

    private static final Pattern RECORD = Pattern.compile("(?m)^\\s*- record: (\\S+)$");

    /** Settings change what a metric is like, not what it is called. */
    private final MetricContract contract = MetricContract.of(RuleSettings.defaults());

    private final Set<String> recorded;

    private DashboardCheck(Set<String> recorded) {
        this.recorded = recorded;
    }

    /**
     * Checks the dashboards of a stack.
     *
     * @param subjects the dashboards
     * @throws InvalidDashboardException for the first dashboard with an unknown metric, with all of these
     */
    public static void check(List<DashboardSubject> subjects) {
        // Also of the rules that this stack leaves out: the overview has panels for all that there can be.
        Set<String> recorded = Stream.of(RuleSubject.values())
                .map(subject -> RuleFiles.text(subject, RuleSettings.defaults()))
                .flatMap(text -> RECORD.matcher(text).results())
                .map(record -> record.group(1))
                .collect(Collectors.toSet());
        DashboardCheck check = new DashboardCheck(recorded);
        subjects.forEach(subject -> check.check(subject.id(), DashboardFiles.source(subject)));
    }

    /** Checks one dashboard by its text. */
    static void check(String id, String text, Set<String> recorded) {
        new DashboardCheck(recorded).check(id, text);
    }

    private void check(String id, String text) {
        Set<String> unknown = EXPRESSION
                .matcher(text)
                .results()
                .map(expression -> NO_METRICS.matcher(expression.group(1)).replaceAll(" "))
                .flatMap(expression -> NAME.matcher(expression).results())
                .map(MatchResult::group)
                .filter(name -> !isKnown(name))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!unknown.isEmpty()) {
            throw new InvalidDashboardException(id, unknown);
        }
    }

    private boolean isKnown(String name) {
        return KEYWORDS.contains(name.toLowerCase(Locale.ROOT))
                || ALERTS.contains(name)
                || recorded.contains(name)
                || contract.series(name).isPresent();
    }
}
