package com.renderowl.monitoring.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.units.Owner;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the components of a stack are built on.
 *
 * @param resources what must exist before any object, such as the namespaces
 * @param owner the mark of each object, or null in files: those have no state, and so no identifier
 * @param revisions makes the revisions of secrets
 */
public record Foundation(List<Resource> resources, @Nullable Output<String> owner, SecretRevision revisions) {

    public Foundation {
        resources = List.copyOf(resources);
    }

    /** The same for what also needs {@code more}. */
    public Foundation with(List<? extends Resource> more) {
        return new Foundation(Stream.concat(resources.stream(), more.stream()).toList(), owner, revisions);
    }

    /** The annotations of an object of the stack. */
    Output<Map<String, String>> annotations(Map<String, String> annotations) {
        Map<String, String> all = new TreeMap<>(annotations);
        all.putAll(Children.FIELD_MANAGER);
        return owner == null ? Output.of(all) : owner.applyValue(value -> with(all, value));
    }

    private static Map<String, String> with(Map<String, String> annotations, String owner) {
        Map<String, String> all = new TreeMap<>(annotations);
        all.put(Owner.ANNOTATION, owner);
        return all;
    }
}
