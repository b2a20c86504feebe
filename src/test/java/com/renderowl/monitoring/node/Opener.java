package com.renderowl.monitoring.node;

import com.renderowl.monitoring.model.reach.Endpoint;

/**
 * Somebody who opens connections on the node.
 *
 * @param endpoint who it is to policies
 * @param network from where
 */
record Opener(Endpoint endpoint, String network) {}
