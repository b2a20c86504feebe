package com.renderowl.monitoring.kubernetes.operator;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.apiextensions.v1.CustomResourceDefinition;
import com.pulumi.kubernetes.meta.v1.outputs.ObjectMeta;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.kubernetes.Children;
import java.lang.module.ModuleDescriptor.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of the operator's custom resources in the cluster. They are read before anything is created, so that a
 * cluster without the operator, or with one that is too old, is refused at preview.
 */
public final class Definitions {

    /** The release of the operator that a definition belongs to, as its makers annotate it. */
    private static final String VERSION = "operator.prometheus.io/version";

    private final boolean inCluster;
    private final Consumer<String> refuse;

    private Definitions(boolean inCluster, Consumer<String> refuse) {
        this.inCluster = inCluster;
        this.refuse = refuse;
    }

    /**
     * Definitions of the cluster that the stack goes to.
     *
     * @param refuse takes what is wrong with them, and makes the run fail
     */
    public static Definitions inCluster(Consumer<String> refuse) {
        return new Definitions(true, refuse);
    }

    /** Nothing is checked: the stack goes into files. */
    public static Definitions unknown() {
        return new Definitions(false, message -> {});
    }

    List<Resource> require(String name, List<String> plurals, String minimumVersion, Children children) {
        List<Resource> found = new ArrayList<>();
        if (!inCluster) {
            return found;
        }
        // One after the other, so that a cluster without any of them is told so once.
        for (String plural : plurals) {
            String definition = plural + ".monitoring.coreos.com";
            CustomResourceDefinition read = CustomResourceDefinition.get(
                    name + "-definition-" + plural, Output.of(definition), children.options(found));
            read.metadata().applyValue(metadata -> check(definition, metadata, minimumVersion));
            found.add(read);
        }
        return found;
    }

    private String check(String definition, @Nullable ObjectMeta metadata, String minimumVersion) {
        // Nothing is known of it in a rehearsal.
        Map<String, String> annotations = metadata == null ? Map.of() : metadata.annotations();
        String version = annotations.getOrDefault(VERSION, "");
        if (version.matches("\\d.*") && isOlder(version, minimumVersion)) {
            refuse.accept("The definition " + definition + " in the cluster is that of Prometheus Operator " + version
                    + ", and this stack needs " + minimumVersion + " or newer: raise the operator and its definitions"
                    + " (" + installCommand(minimumVersion) + ").");
        }
        return version;
    }

    /** How to install the definitions of a release. */
    public static String installCommand(String version) {
        return "kubectl apply --server-side -f https://github.com/prometheus-operator/prometheus-operator/releases/"
                + "download/v" + version + "/stripped-down-crds.yaml";
    }

    static boolean isOlder(String version, String minimum) {
        return Version.parse(version).compareTo(Version.parse(minimum)) < 0;
    }
}
