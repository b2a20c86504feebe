package com.renderowl.monitoring.platform;

/**
 * A program of this machine as discovery in a cluster would show it.
 *
 * @param name the pod's name
 * @param address the IP address that the program listens at
 * @param node the node that it would run on
 */
public record PlayedPod(String name, String address, String node) {}
