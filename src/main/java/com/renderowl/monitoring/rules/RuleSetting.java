package com.renderowl.monitoring.rules;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** A value in the rules that configuration may change. */
public enum RuleSetting {
    /** The scrape job of the backend. */
    BACKEND_JOB("backendJob", "renderowl-backend", SettingSyntax.JOB, "Scrape job of the backend"),

    /** The label of a request that tells how it ended. */
    ERROR_STATUS_LABEL(
            "errorStatusLabel",
            "status",
            SettingSyntax.LABEL,
            "Label of renderowl_http_requests_total with the outcome"),

    /** What that label says of a request that failed. */
    ERROR_STATUS_PATTERN(
            "errorStatusPattern", "5..", SettingSyntax.PATTERN, "What that label says of a failed request"),

    /** The share of failed requests above which RenderowlBackendHighErrorRate fires. */
    ERROR_RATIO("errorRatio", "0.10", SettingSyntax.number("0.001", "0.99"), "Share of requests that may fail"),

    /** Requests per second below which neither failures nor slowness count; one in one is no rate. */
    MINIMUM_REQUEST_RATE(
            "minimumRequestRate",
            "0.1",
            SettingSyntax.number("0", "10000"),
            "Requests per second from which on their failures and slowness count"),

    /** Seconds above which RenderowlBackendSlowRequests fires; the histogram needs a bucket bound there. */
    SLOW_REQUEST_SECONDS(
            "slowRequestSeconds",
            "0.5",
            SettingSyntax.number("0.005", "60"),
            "Seconds that 95% of the requests may take; needs a bucket bound there"),

    /** The label of a render that tells how it ended. */
    RENDER_FAILURE_LABEL(
            "renderFailureLabel",
            "status",
            SettingSyntax.LABEL,
            "Label of renderowl_video_renders_total with the outcome"),

    /** What that label says of a render that failed. */
    RENDER_FAILURE_PATTERN(
            "renderFailurePattern", "failed|error", SettingSyntax.PATTERN, "What that label says of a failed render"),

    /** The share of failed renders above which RenderowlRenderFailures fires. */
    RENDER_FAILURE_RATIO("renderFailureRatio", "0.10", SettingSyntax.RATIO, "Share of video renders that may fail"),

    /** Renders per second below which neither failures nor slowness count. */
    MINIMUM_RENDER_RATE(
            "minimumRenderRate",
            "0.01",
            SettingSyntax.number("0", "1000"),
            "Video renders per second from which on their failures and slowness count"),

    /** Seconds above which RenderowlSlowRenders fires; the histogram needs a bucket bound there. */
    SLOW_RENDER_SECONDS(
            "slowRenderSeconds",
            "600",
            SettingSyntax.number("1", "86400"),
            "Seconds that 95% of the video renders may take; needs a bucket bound there"),

    /** The share of its processor time above which HighCPUUsage fires for a node. */
    CPU_RATIO("cpuRatio", "0.80", SettingSyntax.RATIO, "Share of its processor time that a node may use"),

    /** The share of its memory above which HighMemoryUsage fires for a node. */
    MEMORY_RATIO("memoryRatio", "0.85", SettingSyntax.RATIO, "Share of its memory that a node may use"),

    /** The share of its size above which DiskSpaceLow fires for a file system. */
    DISK_RATIO("diskRatio", "0.80", SettingSyntax.RATIO, "Share of its size that may be used of a file system"),

    /** The share of allowed connections above which PostgreSQLConnectionsNearLimit fires. */
    POSTGRES_CONNECTION_RATIO(
            "postgresConnectionRatio",
            "0.80",
            SettingSyntax.RATIO,
            "Share of PostgreSQL's connections that may be taken"),

    /** The share of its maximum above which RedisMemoryNearLimit fires. */
    REDIS_MEMORY_RATIO(
            "redisMemoryRatio", "0.90", SettingSyntax.RATIO, "Share of its maximum memory that Redis may use"),

    /** The share of the retention size above which PrometheusStorageNearLimit fires. */
    STORAGE_RATIO(
            "storageRatio",
            "0.90",
            SettingSyntax.RATIO,
            "Share of the retention size that Prometheus' samples may take"),

    /** The share of the memory that it allows itself above which PrometheusMemoryNearLimit fires. */
    PROMETHEUS_MEMORY_RATIO(
            "prometheusMemoryRatio",
            "0.95",
            SettingSyntax.RATIO,
            "Share of the memory that Prometheus allows itself, 90% of its limit, that it may use"),

    /** The number of series above which PrometheusSeriesOverPlan fires for a Prometheus server. */
    EXPECTED_SERIES(
            "expectedSeries",
            "25000",
            SettingSyntax.number("1", "100000000"),
            "Series that a Prometheus server is expected to have"),

    /** Where the runbooks are, for the link in every alert. */
    RUNBOOKS(
            "runbooks",
            "https://github.com/renderowl/monitoring/blob/main/docs/runbooks",
            SettingSyntax.WEB_ADDRESS,
            "Address of the runbooks, to which /ALERT.md is added");

    private final String key;
    private final String defaultText;

    @SuppressWarnings("ImmutableEnumChecker") // a text and a function without state
    private final SettingSyntax syntax;

    private final String description;

    RuleSetting(String key, String defaultText, SettingSyntax syntax, String description) {
        this.key = key;
        this.defaultText = defaultText;
        this.syntax = syntax;
        this.description = description;
    }

    /** The name that marks its places in the rule files, and its key in the section {@code alerts}. */
    public String key() {
        return key;
    }

    /** The value in the rule files. */
    public String defaultText() {
        return defaultText;
    }

    /** What it means, for the configuration reference. */
    public String description() {
        return description;
    }

    /** What a reader of an error message may write instead of a wrong value. */
    public String allowed() {
        return syntax.allowed();
    }

    /** Whether it is a number, and no text. */
    public boolean isNumber() {
        return syntax.isNumber();
    }

    /**
     * The path of the setting of the stack that decides it; empty for a key of the section {@code alerts}.
     */
    public Optional<String> decidedBy() {
        return switch (this) {
            case BACKEND_JOB -> Optional.of("applications.backend.job");
            case EXPECTED_SERIES -> Optional.of("capacity.expectedSeries");
            case ERROR_STATUS_LABEL,
                    ERROR_STATUS_PATTERN,
                    ERROR_RATIO,
                    MINIMUM_REQUEST_RATE,
                    SLOW_REQUEST_SECONDS,
                    RENDER_FAILURE_LABEL,
                    RENDER_FAILURE_PATTERN,
                    RENDER_FAILURE_RATIO,
                    MINIMUM_RENDER_RATE,
                    SLOW_RENDER_SECONDS,
                    CPU_RATIO,
                    MEMORY_RATIO,
                    DISK_RATIO,
                    POSTGRES_CONNECTION_RATIO,
                    REDIS_MEMORY_RATIO,
                    STORAGE_RATIO,
                    PROMETHEUS_MEMORY_RATIO,
                    RUNBOOKS -> Optional.empty();
        };
    }

    /**
     * Returns {@code text} when it is allowed; the default as the rule files write it when {@code text} is the same number,
     * such as 0.1 for 0.10.
     *
     * @throws IllegalArgumentException with the reason, a predicate such as "is out of range", when it is not
     */
    public String check(String text) {
        syntax.check().accept(text);
        return syntax.isNumber() && new BigDecimal(text).compareTo(new BigDecimal(defaultText)) == 0
                ? defaultText
                : text;
    }

    /** The text as it goes into a rule, between the double quotes of PromQL, where a backslash needs another one. */
    static String inRule(String text) {
        return text.replace("\\", "\\\\");
    }

    /** The setting with this key. */
    static Optional<RuleSetting> withKey(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }
}
