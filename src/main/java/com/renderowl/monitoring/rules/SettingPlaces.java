package com.renderowl.monitoring.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The places in rule files where settings go: lines that end in {@code # setting: KEY}, or several keys, and hold each
 * setting's default once before that.
 */
final class SettingPlaces {

    private static final Pattern MARKED = Pattern.compile("(?<content>.*\\S)\\s+# setting: (?<keys>\\w+( \\w+)*)");

    private SettingPlaces() {}

    /** A default's place in a line, and what goes there. */
    private record Replacement(int start, int end, String text) {}

    /** Puts the settings' values into the text of a file; other lines stay as they are. */
    static String fill(String text, RuleSettings settings) {
        return text.lines()
                .map(line -> {
                    Matcher marked = MARKED.matcher(line);
                    return marked.matches()
                            ? fill(marked.group("content"), marked.group("keys"), settings)
                                    + line.substring(marked.end("content"))
                            : line;
                })
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** The settings that have a place in the text of a file. */
    static List<RuleSetting> find(String text) {
        return text.lines()
                .map(MARKED::matcher)
                .filter(Matcher::matches)
                .flatMap(marked -> settings(marked.group("keys")).stream())
                .toList();
    }

    /** All places are looked for before the first is filled, so that no value is taken for another one's default. */
    private static String fill(String content, String keys, RuleSettings settings) {
        List<Replacement> replacements = new ArrayList<>();
        for (RuleSetting setting : settings(keys)) {
            replacements.add(place(content, setting, RuleSetting.inRule(settings.text(setting))));
        }
        replacements.sort(Comparator.comparingInt(Replacement::start).reversed());
        StringBuilder filled = new StringBuilder(content);
        replacements.forEach(place -> filled.replace(place.start, place.end, place.text));
        return filled.toString();
    }

    private static Replacement place(String content, RuleSetting setting, String text) {
        Matcher matcher = Pattern.compile("(?<![\\w.])" + Pattern.quote(setting.defaultText()) + "(?![\\w.])")
                .matcher(content);
        if (!matcher.find()) {
            throw new IllegalStateException(
                    "the line marked with " + setting.key() + " lacks its default: " + content.strip());
        }
        Replacement replacement = new Replacement(matcher.start(), matcher.end(), text);
        if (matcher.find()) {
            throw new IllegalStateException(
                    "the line marked with " + setting.key() + " has its default twice: " + content.strip());
        }
        return replacement;
    }

    private static List<RuleSetting> settings(String keys) {
        return Pattern.compile(" ")
                .splitAsStream(keys)
                .map(key -> RuleSetting.withKey(key)
                        .orElseThrow(() -> new IllegalStateException("no setting has the key " + key)))
                .toList();
    }
}
