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
        config.checkOrder(reader);
        return config;
    }

    private void checkOrder(ObjectReader reader) {
        checkOrder(reader, "cpu", cpuRequest, cpuLimit);
        checkOrder(reader, "memory", memoryRequest, memoryLimit);
        checkOrder(reader, "ephemeralStorage", ephemeralStorageRequest, ephemeralStorageLimit);
    }

    private static <T extends Comparable<T>> void checkOrder(ObjectReader reader, String name, T request, T limit) {
        if (limit.compareTo(request) < 0) {
            reader.problems()
                    .add(
                            reader.pathOf("limits." + name),
                            KeyReader.quoted(limit.toString()) + " is below the request of " + request,
                            "at least the request, " + request,
                            "raise " + reader.pathOf("limits." + name) + " or lower "
                                    + reader.pathOf("requests." + name));
        }
    }

    private static CpuQuantity cpu(ObjectReader reader, String description, CpuQuantity defaultValue) {
        return reader.key("cpu", description).parsed(defaultValue, CpuQuantity::parse, CpuQuantity.ALLOWED);
    }

    private static ByteQuantity bytes(ObjectReader reader, String name, String description, ByteQuantity defaultValue) {
        return reader.key(name, description).parsed(defaultValue, ByteQuantity::parse, ByteQuantity.ALLOWED);
    }
}
