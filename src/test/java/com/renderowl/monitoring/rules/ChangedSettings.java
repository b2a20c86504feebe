package com.renderowl.monitoring.rules;

import java.util.EnumMap;
import java.util.Map;

/** A value other than the default for every setting. */
final class ChangedSettings {

    private ChangedSettings() {}

    static RuleSettings all() {
        Map<RuleSetting, String> texts = new EnumMap<>(RuleSetting.class);
        for (RuleSetting setting : RuleSetting.values()) {
            texts.put(setting, other(setting));
        }
        return new RuleSettings(texts, 1);
    }

    static String other(RuleSetting setting) {
        return switch (setting) {
            case BACKEND_JOB -> "shop/api-2";
            case ERROR_STATUS_LABEL -> "code";
            case ERROR_STATUS_PATTERN -> "4\\d+|[5-6]..";
            case ERROR_RATIO -> "0.25";
            case MINIMUM_REQUEST_RATE -> "0";
            case SLOW_REQUEST_SECONDS -> "2.5";
            case RENDER_FAILURE_LABEL -> "outcome";
            case RENDER_FAILURE_PATTERN -> "broken|lost";
            case RENDER_FAILURE_RATIO -> "0.5";
            case MINIMUM_RENDER_RATE -> "3";
            case SLOW_RENDER_SECONDS -> "1800";
            case CPU_RATIO -> "0.91";
            case MEMORY_RATIO -> "0.92";
            case DISK_RATIO -> "0.93";
            case POSTGRES_CONNECTION_RATIO -> "0.94";
            case REDIS_MEMORY_RATIO -> "0.95";
            case STORAGE_RATIO -> "0.96";
            case PROMETHEUS_MEMORY_RATIO -> "0.97";
            case EXPECTED_SERIES -> "120000";
            case RUNBOOKS -> "http://wiki.example/runbooks";
        };
    }
}
