package com.renderowl.monitoring.config;

/** The values of {@code tls.mode}. */
enum TlsMode {
    NONE,
    INGRESS,
    NATIVE
}
