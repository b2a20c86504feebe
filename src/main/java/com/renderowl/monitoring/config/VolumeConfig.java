package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.ByteQuantity;
import org.jspecify.annotations.Nullable;

/**
 * A volume that outlives the pods.
 *
 * @param size what is claimed; can be raised later where the storage class allows it, never lowered
 * @param storageClass the storage class, or null for the cluster's default
 */
public record VolumeConfig(ByteQuantity size, @Nullable String storageClass) {

    static VolumeConfig read(ObjectReader reader, String content, String defaultSize) {
        VolumeConfig config = new VolumeConfig(
                reader.key("size", "Size of the volume that keeps " + content + "; it can grow, not shrink")
                        .value(Syntax.BYTES, ByteQuantity.parse(defaultSize)),
                reader.key("storageClass", "Storage class of the volume; the cluster's default when not given")
                        .valueOrNull(Syntax.DOTTED_NAME));
        reader.refuseUnknownKeys();
        return config;
    }
}
