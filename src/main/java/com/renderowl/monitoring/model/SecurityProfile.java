package com.renderowl.monitoring.model;

/**
 * What a workload may do on its node. Whatever is not said here is forbidden: no privileges, no capabilities, no writing
 * outside of volumes, no sight of the node's processes, the runtime's default system call filter.
 *
 * <p>Each workload has a user of its own, and none is the user {@code nobody}, as which other pods of a node may run: the
 * kernel lets a process read the environment and the files of another one of the same user through {@code /proc}, across
 * containers. All are below 65536, as engines without root have no others.
 *
 * @param userId the user and group that it runs as, never root
 * @param hostNetwork whether it uses the node's own network
 * @see <a href="https://man7.org/linux/man-pages/man2/ptrace.2.html">ptrace(2): access mode checking</a>
 */
public record SecurityProfile(long userId, boolean hostNetwork) {

    /** The user of the Redis exporter's image. */
    static final long REDIS_EXPORTER = 59000;

    static final long PROMETHEUS = 59090;

    static final long ALERTMANAGER = 59093;

    static final long NODE_EXPORTER = 59100;

    static final long POSTGRES_EXPORTER = 59187;

    /** The user of Grafana's image. */
    static final long GRAFANA = 472;

    /** What the restricted Pod Security Standard admits. */
    static SecurityProfile restricted(long userId) {
        return new SecurityProfile(userId, false);
    }
}
