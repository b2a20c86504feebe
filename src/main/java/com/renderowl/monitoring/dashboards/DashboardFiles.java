package com.renderowl.monitoring.dashboards;

import com.google.gson.JsonPrimitive;
import com.renderowl.monitoring.rules.PackagedText;
import com.renderowl.monitoring.rules.RuleSetting;
import com.renderowl.monitoring.rules.RuleSettings;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dashboards as Grafana loads them. A file is a dashboard of Grafana's, and holds the defaults. Two kinds of places
 * follow the settings of the rules: the value of a threshold beside which {@code "setting": "KEY"} stands, a mark that is
 * taken out; and the value of a constant variable whose name is a setting's key.
 *
 * @see <a href="https://grafana.com/docs/grafana/v13.1/visualizations/dashboards/build-dashboards/view-dashboard-json-model/">
 *     Grafana: JSON model, classic</a>
 */
public final class DashboardFiles {

    private static final String DIRECTORY = "/dashboards/";

    private static final Pattern THRESHOLD =
            Pattern.compile("\"value\": (?<value>[^,{}]+), \"setting\": \"(?<key>\\w+)\"");

    private static final Pattern CONSTANT = Pattern.compile(
            "\"name\": \"(?<key>\\w+)\",\\s+\"type\": \"constant\",\\s+\"query\": (?<value>\"(?:[^\"\\\\]|\\\\.)*\")");

    private DashboardFiles() {}

    /** The text of one dashboard; the same bytes for the same settings. */
    public static String text(DashboardSubject subject, RuleSettings settings) {
        return fill(source(subject), settings);
    }

    /** The text of a file as it is kept, with the defaults and the marks. */
    static String source(DashboardSubject subject) {
        return PackagedText.of(DIRECTORY + subject.id() + ".json");
    }

    static String fill(String text, RuleSettings settings) {
        String filled = replace(THRESHOLD, text, (setting, place) -> "\"value\": " + number(settings.text(setting)));
        return replace(CONSTANT, filled, (setting, place) -> {
            String upToValue = place.group().substring(0, place.start(2) - place.start());
            return upToValue + new JsonPrimitive(settings.text(setting));
        });
    }

    /** JSON allows no zero in front of another digit, settings do. */
    private static String number(String text) {
        return new BigDecimal(text).toPlainString();
    }

    private static String replace(
            Pattern places, String text, BiFunction<RuleSetting, MatchResult, String> replacement) {
        Matcher matcher = places.matcher(text);
        return matcher.replaceAll(
                place -> Matcher.quoteReplacement(replacement.apply(setting(matcher.group("key")), place)));
    }

    private static RuleSetting setting(String key) {
        return Arrays.stream(RuleSetting.values())
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a dashboard follows " + key + ", which no setting is"));
    }
}
