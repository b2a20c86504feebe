package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.ByteQuantity;
import com.renderowl.monitoring.units.CpuQuantity;

/**
 * What a container is promised (request) and what it can not exceed (limit).
 *
 * @param cpuRequest promised processor share
 * @param cpuLimit largest processor share; beyond it the container is slowed down
 * @param memoryRequest promised memory
 * @param memoryLimit largest memory; beyond it the container is killed
 * @param ephemeralStorageRequest promised space for logs and scratch files on the node
 * @param ephemeralStorageLimit largest such space; beyond it the pod is evicted
 */
public record ResourceConfig(
        CpuQuantity cpuRequest,
        CpuQuantity cpuLimit,
        ByteQuantity memoryRequest,
        ByteQuantity memoryLimit,
        ByteQuantity ephemeralStorageRequest,
        ByteQuantity ephemeralStorageLimit) {

    /** Builds the defaults of a workload; the space for logs and scratch files is the same for all. */
    static ResourceConfig of(String cpuRequest, String cpuLimit, String memoryRequest, String memoryLimit) {
        return new ResourceConfig(
                CpuQuantity.parse(cpuRequest),
                CpuQuantity.parse(cpuLimit),
                ByteQuantity.parse(memoryRequest),
                ByteQuantity.parse(memoryLimit),
                ByteQuantity.parse("64Mi"),
                ByteQuantity.parse("256Mi"));
    }

    static ResourceConfig read(ObjectReader reader, ResourceConfig defaults) {
        ObjectReader requests = reader.object("requests");
        ObjectReader limits = reader.object("limits");
        ResourceConfig config = new ResourceConfig(
                cpu(requests, "Promised processor share", defaults.cpuRequest),
                cpu(limits, "Largest processor share", defaults.cpuLimit),
                bytes(requests, "memory", "Promised memory", defaults.memoryRequest),
                bytes(limits, "memory", "Largest memory", defaults.memoryLimit),
                bytes(
                        requests,
                        "ephemeralStorage",
                        "Promised space for logs and scratch files",
                        defaults.ephemeralStorageRequest),
                bytes(
                        limits,
                        "ephemeralStorage",
                        "Largest space for logs and scratch files",
                        defaults.ephemeralStorageLimit));
        requests.refuseUnknownKeys();
        limits.refuseUnknownKeys();
        reader.refuseUnknownKeys();
        config.checkOrder(requests, limits);
        return config;
    }

    private void checkOrder(ObjectReader requests, ObjectReader limits) {
        checkOrder("cpu", requests, cpuRequest, limits, cpuLimit);
        checkOrder("memory", requests, memoryRequest, limits, memoryLimit);
        checkOrder("ephemeralStorage", requests, ephemeralStorageRequest, limits, ephemeralStorageLimit);
    }

    private static <T extends Comparable<T>> void checkOrder(
            String name, ObjectReader requests, T request, ObjectReader limits, T limit) {
        if (limit.compareTo(request) < 0) {
            limits.refuse(
                    name,
                    Shown.quoted(limit.toString()) + " is below the request of " + request,
                    "at least the request, " + request,
                    "raise " + limits.pathOf(name) + " or lower " + requests.pathOf(name));
        }
    }

    private static CpuQuantity cpu(ObjectReader reader, String description, CpuQuantity defaultValue) {
        return reader.key("cpu", description).value(Syntax.CPU, defaultValue);
    }

    private static ByteQuantity bytes(ObjectReader reader, String name, String description, ByteQuantity defaultValue) {
        return reader.key(name, description).value(Syntax.BYTES, defaultValue);
    }
}
