package com.renderowl.monitoring.kubernetes.operator;

import com.pulumi.kubernetes.meta.v1.outputs.ObjectMeta;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.StackConfig;
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

    /** The annotation with the release of the operator that a definition belongs to. */
    public static final String VERSION = "operator.prometheus.io/version";

    private static final String GROUP = ".monitoring.coreos.com";

    /** The full names of the definitions of an Alertmanager. */
    static final List<String> OF_ALERTMANAGER = List.of("alertmanagers" + GROUP, "alertmanagerconfigs" + GROUP);

    private static final String INSTALL =
            "kubectl apply --server-side -f https://github.com/prometheus-operator/prometheus-operator/releases/download/v";

    private static final String FILE = "/stripped-down-crds.yaml";

    /** Installs the definitions of the release of Prometheus Operator that the tests run with. */
    public static final String INSTALL_COMMAND = INSTALL + "0.93.1" + FILE;

    private final boolean inCluster;
    private final Consumer<String> refuse;

    /** What was read so far, whichever component asked. */
    private final List<Resource> read = new ArrayList<>();

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

    /** The full names of the definitions that a stack needs. */
    public static List<String> of(StackConfig config) {
        List<String> definitions = new ArrayList<>(ofPrometheus(config));
        if (config.alertmanager().runs()) {
            definitions.addAll(OF_ALERTMANAGER);
        }
        return List.copyOf(definitions);
    }

    static List<String> ofPrometheus(StackConfig config) {
        List<String> plurals = new ArrayList<>();
        if (config.operator().deployPrometheus()) {
            plurals.add("prometheuses");
        }
        for (ExistingSelection.Kind kind : ExistingSelection.Kind.values()) {
            plurals.add(kind.plural());
        }
        return plurals.stream().map(plural -> plural + GROUP).toList();
    }

    List<Resource> require(String name, List<String> definitions, String minimumVersion, Children children) {
        List<Resource> found = new ArrayList<>();
        if (!inCluster) {
            return found;
        }
        // One after the other, those of all components, so that a cluster without any of them is told so once.
        for (String definition : definitions) {
            String plural = definition.substring(0, definition.indexOf('.'));
            DefinitionRead next =
                    new DefinitionRead(name + "-definition-" + plural, definition, children.options(read));
            next.metadata().applyValue(metadata -> check(definition, metadata, minimumVersion));
            read.add(next);
            found.add(next);
        }
        return found;
    }

    private String check(String definition, @Nullable ObjectMeta metadata, String minimumVersion) {
        // Nothing is known of it in a rehearsal.
        Map<String, String> annotations = metadata == null ? Map.of() : metadata.annotations();
        String version = annotations.getOrDefault(VERSION, "");
        if (isOlder(version, minimumVersion)) {
            refuse.accept(tooOld(definition, version, minimumVersion));
        }
        return version;
    }

    /** What is wrong with a definition of a release that is too old, and what to do. */
    public static String tooOld(String definition, String version, String minimumVersion) {
        return "The definition " + definition + " in the cluster is that of Prometheus Operator " + version
                + ", and this stack needs " + minimumVersion + " or newer: raise the operator and its definitions ("
                + INSTALL + minimumVersion + FILE + ").";
    }

    /** What is wrong where a definition is not in the cluster, and what to do. */
    public static String missing(String definition) {
        return "The cluster does not have the definition " + definition + " of Prometheus Operator, which the platform"
                + " operator needs. Install the operator, or at least its definitions: "
                + INSTALL_COMMAND;
    }

    /** Whether a release is older than another one; one without a version is not. */
    public static boolean isOlder(String version, String minimum) {
        return version.matches("\\d.*") && Version.parse(version).compareTo(Version.parse(minimum)) < 0;
    }
}
