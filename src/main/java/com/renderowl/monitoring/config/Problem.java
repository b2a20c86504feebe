package com.renderowl.monitoring.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param path the key's path, such as {@code exporters.redis.port}
 * @param what what is wrong, with the value that was given unless it is a secret's
 * @param allowed what is allowed there
 * @param fix what to do about it
 */
public record Problem(String path, String what, String allowed, String fix) {

    @Override
    public String toString() {
        return path + ": " + what + "\n     allowed: " + allowed + "\n     fix: " + fix;
    }
}
