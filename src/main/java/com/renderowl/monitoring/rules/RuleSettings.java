package com.renderowl.monitoring.rules;

import com.renderowl.monitoring.units.PrometheusDuration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The values of all settings of the rules.
 *
 * @param texts every setting's value
 * @param timeDivisor by how much all durations of the rules are divided; 1 outside of rehearsals
 */
public record RuleSettings(Map<RuleSetting, String> texts, int timeDivisor) {

    /** The longest windows of the rules span hours; divided by more than this, the shortest hold no two scrapes. */
    public static final int LARGEST_TIME_DIVISOR = 60;

    /** The range of the shortest {@code rate} in the rule files. */
    private static final PrometheusDuration SHORTEST_WINDOW = PrometheusDuration.parse("5m");

    /** A rate of fewer samples follows the luck of the scrapes; of less than two there is none, and no alert either. */
    private static final int SCRAPES_PER_WINDOW = 4;

    /** Checks the values; throws {@link IllegalArgumentException} with the setting and the reason. */
    public RuleSettings {
        Map<RuleSetting, String> all = new EnumMap<>(RuleSetting.class);
        for (RuleSetting setting : RuleSetting.values()) {
            String text = texts.getOrDefault(setting, setting.defaultText());
            try {
                all.put(setting, setting.check(text));
            } catch (IllegalArgumentException reason) {
                throw new IllegalArgumentException(
                        setting.key() + " '" + text + "' " + reason.getMessage() + "; allowed: " + setting.allowed(),
                        reason);
            }
        }
        if (timeDivisor < 1 || timeDivisor > LARGEST_TIME_DIVISOR) {
            throw new IllegalArgumentException(
                    "timeDivisor '" + timeDivisor + "' is out of range; allowed: 1 to " + LARGEST_TIME_DIVISOR);
        }
        texts = Collections.unmodifiableMap(all);
    }

    /** What the rule files say themselves. */
    public static RuleSettings defaults() {
        return new RuleSettings(Map.of(), 1);
    }

    /** The same with another value for one setting; throws as the constructor does. */
    public RuleSettings with(RuleSetting setting, String text) {
        Map<RuleSetting, String> changed = new EnumMap<>(texts);
        changed.put(setting, text);
        return new RuleSettings(changed, timeDivisor);
    }

    /** The same with all durations of the rules divided; throws as the constructor does. */
    public RuleSettings withTimeDivisor(int divisor) {
        return new RuleSettings(texts, divisor);
    }

    /** The value of a setting. */
    public String text(RuleSetting setting) {
        String text = texts.get(setting);
        if (text == null) {
            throw new AssertionError("the constructor fills in every setting, but not " + setting);
        }
        return text;
    }

    /**
     * How far apart scrapes may be at most. With longer intervals the windows of the rules hold too few samples, and
     * alerts on rates stay silent without a word.
     */
    public PrometheusDuration longestScrapeInterval() {
        return new PrometheusDuration(SHORTEST_WINDOW.milliseconds() / timeDivisor / SCRAPES_PER_WINDOW);
    }
}
