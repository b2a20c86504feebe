package com.renderowl.monitoring.cluster;

/**
 * A volume claim as it is in a cluster; sizes as the API server writes them.
 *
 * @param name its name
 * @param isBound whether it has a volume
 * @param requested the size that is asked for
 * @param capacity the size that its volume has, or empty
 * @param storageClass the class of its volume, or empty
 * @param progress what the cluster says of a change of its size that is under way or has failed, or empty
 */
public record LiveClaim(
        String name, boolean isBound, String requested, String capacity, String storageClass, String progress) {}
