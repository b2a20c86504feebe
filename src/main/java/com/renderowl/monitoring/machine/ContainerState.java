package com.renderowl.monitoring.machine;

/**
 * A container as its engine sees it.
 *
 * @param name its name
 * @param state in the engine's word: created, running, restarting, exited and so on
 * @param status the same for people, with the time and the health, such as {@code Up 3 minutes (healthy)}
 */
public record ContainerState(String name, String state, String status) {

    /** Whether it runs, and its health check, where it has one, has passed. */
    public boolean isWell() {
        return state.equals("running") && !status.contains("unhealthy") && !isStarting();
    }

    /** Whether its health is not known yet. */
    public boolean isStarting() {
        return status.contains("health: starting");
    }
}
