package com.renderowl.monitoring.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the kernel lets a container use, read from its control groups of either version.
 *
 * @param memoryBytes largest memory
 * @param millicores largest processor share, in thousandths of a core
 */
record ContainerLimits(long memoryBytes, long millicores) {

    private static final Path GROUPS = Path.of("/sys/fs/cgroup");

    static ContainerLimits of(long processId) {
        try {
            String groups = Files.readString(Path.of("/proc", String.valueOf(processId), "cgroup"));
            if (Files.exists(GROUPS.resolve("memory"))) {
                Path cpu = group("cpu", groups);
                return new ContainerLimits(
                        number(group("memory", groups).resolve("memory.limit_in_bytes")),
                        number(cpu.resolve("cpu.cfs_quota_us")) * 1000 / number(cpu.resolve("cpu.cfs_period_us")));
            }
            Path group = GROUPS.resolve(groups.strip().substring("0::/".length()));
            String[] share = Files.readString(group.resolve("cpu.max")).strip().split(" ");
            return new ContainerLimits(
                    number(group.resolve("memory.max")), Long.parseLong(share[0]) * 1000 / Long.parseLong(share[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path group(String controller, String groups) {
        String line = groups.lines()
                .filter(candidate -> candidate.matches("\\d+:(.*,)?" + controller + "(,.*)?:.*"))
                .findFirst()
                .orElseThrow();
        return GROUPS.resolve(controller + line.substring(line.indexOf(":/") + 1));
    }

    private static long number(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }
}
