package com.renderowl.monitoring.config;

/** Where a stack runs. */
public enum Platform {
    /** Plain manifests on a Kubernetes cluster. */
    KUBERNETES,
    /** Custom resources on a Kubernetes cluster that runs Prometheus Operator. */
    OPERATOR,
    /** Containers on one Docker engine, for development. */
    DOCKER
}
