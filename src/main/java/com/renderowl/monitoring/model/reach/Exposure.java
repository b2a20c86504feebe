package com.renderowl.monitoring.model.reach;

/** Why no network policy of the stack stops a connection that the stack does not need. */
public enum Exposure {
    /** A pod can not be cut off from itself. */
    ITSELF("a pod always reaches itself"),

    /** The accepting side is one of the stack's pods on the host network. */
    HOST_NETWORK("it is on its node's network, which no network policy covers: whoever reaches the node reaches it"),

    /**
     * The opening side is on a node's network.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/services-networking/network-policies/">Network Policies:
     *     traffic to and from the node where a pod is running is always allowed</a>
     */
    FROM_NODE("it comes from a node's network, and a node always reaches the pods that run on it"),

    /** Neither side is one of the stack's pods. */
    NOT_OURS("neither side is a pod that a policy of this stack covers"),

    /** The stack has no policies. */
    NO_POLICIES("the stack has no network policies (network.policies is false)");

    private final String reason;

    Exposure(String reason) {
        this.reason = reason;
    }

    /** The reason as people read it. */
    public String reason() {
        return reason;
    }
}
