package com.renderowl.monitoring.platform;

import com.renderowl.monitoring.harness.RequiresTools;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Skips the annotated tests, or fails them where all are required, when {@link MonitoredPlatform} lacks a program. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@RequiresTools({
    "prometheus",
    "alertmanager",
    "node_exporter",
    "renderowl-backend",
    "postgres",
    "initdb",
    "redis-server",
    "prometheus-postgres-exporter",
    "prometheus-redis-exporter"
})
public @interface RequiresPlatform {}
