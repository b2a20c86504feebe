package com.renderowl.monitoring.model;

/**
 * What a workload may do on its node. Whatever is not said here is forbidden: no privileges, no capabilities, no writing
 * outside of volumes, the runtime's default system call filter.
 *
 * @param userId the user and group that it runs as, never root
 * @param hostNetwork whether it uses the node's own network
 */
public record SecurityProfile(long userId, boolean hostNetwork) {

    /** The user {@code nobody} of the Prometheus project's images. */
    public static final long NOBODY = 65534;

    /** What the restricted Pod Security Standard admits. */
    public static SecurityProfile restricted(long userId) {
        return new SecurityProfile(userId, false);
    }
}
