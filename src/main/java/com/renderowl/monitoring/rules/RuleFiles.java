package com.renderowl.monitoring.rules;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The rule files, as Prometheus loads them. */
public final class RuleFiles {

    private static final String DIRECTORY = "/rules/";

    private RuleFiles() {}

    /**
     * The files of some subjects, in the subjects' order; the same bytes for the same settings.
     *
     * @return file name to text
     * @throws InvalidRuleFileException when Prometheus would refuse one
     */
    public static Map<String, String> of(Set<RuleSubject> subjects, RuleSettings settings) {
        Map<String, String> files = new LinkedHashMap<>();
        for (RuleSubject subject : EnumSet.allOf(RuleSubject.class)) {
            if (subjects.contains(subject)) {
                files.put(subject.fileName(), RuleFileCheck.check(subject.fileName(), text(subject, settings)));
            }
        }
        return Collections.unmodifiableMap(files);
    }

    /** The text of one file. */
    public static String text(RuleSubject subject, RuleSettings settings) {
        String text = SettingPlaces.fill(source(subject), settings);
        return settings.timeDivisor() == 1 ? text : Durations.divide(text, settings.timeDivisor());
    }

    /** The text of a file as it is kept, with the defaults. */
    static String source(RuleSubject subject) {
        return PackagedText.of(DIRECTORY + subject.fileName());
    }
}
