package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.ByteQuantity;
import com.renderowl.monitoring.units.Names;
import org.jspecify.annotations.Nullable;

/**
 * The volume that keeps Prometheus' samples.
 *
 * @param size what is claimed; can be raised later where the storage class allows it, never lowered
 * @param storageClass the storage class, or null for the cluster's default
 */
public record VolumeConfig(ByteQuantity size, @Nullable String storageClass) {

    static VolumeConfig read(ObjectReader reader, String defaultSize) {
        VolumeConfig config = new VolumeConfig(
                reader.key("size", "Size of the volume that keeps the samples; it can grow, not shrink")
                        .parsed(ByteQuantity.parse(defaultSize), ByteQuantity::parse, ByteQuantity.ALLOWED),
                reader.key("storageClass", "Storage class of the volume; the cluster's default when not given")
                        .checkedOrNull(
                                Names::isDnsName, "is not the name of a storage class", "a name such as standard"));
        reader.refuseUnknownKeys();
        return config;
    }
}
