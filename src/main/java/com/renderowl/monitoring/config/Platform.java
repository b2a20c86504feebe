package com.renderowl.monitoring.config;

/** Where a stack runs. */
public enum Platform {
    /** Plain manifests on a Kubernetes cluster. */
    KUBERNETES,
    /** Containers on one Docker engine, for development. */
    DOCKER
}
