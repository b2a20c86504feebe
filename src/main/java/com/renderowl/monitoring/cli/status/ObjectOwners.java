package com.renderowl.monitoring.cli.status;

import com.renderowl.monitoring.cli.cluster.Kubectl;
import com.renderowl.monitoring.cli.cluster.LiveObject;
import com.renderowl.monitoring.cli.cluster.NamespaceListing;
import com.renderowl.monitoring.cli.doctor.Finding;
import com.renderowl.monitoring.cli.engine.DeployedObject;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which objects of a stack are another stack's now, or have been replaced by another object of the same name. */
public final class ObjectOwners {

    private ObjectOwners() {}

    /**
     * Compares what was deployed with what is in the cluster; changes nothing.
     *
     * @param deployed as the state has it
     * @param kubectl for the cluster
     */
    public static List<Finding> findings(List<DeployedObject> deployed, Kubectl kubectl) {
        Map<String, List<DeployedObject>> namespaces = deployed.stream()
                .collect(Collectors.groupingBy(
                        object -> object.identity().namespace(), TreeMap::new, Collectors.toList()));
        NamespaceListing listing = new NamespaceListing(kubectl);
        List<Finding> findings = new ArrayList<>();
        namespaces.forEach((namespace, objects) -> {
            try {
                Map<String, LiveObject> live = (namespace.isEmpty()
                                ? namespaces(objects, kubectl)
                                : listing.of(
                                        namespace,
                                        objects.stream()
                                                .map(DeployedObject::kindForKubectl)
                                                .collect(Collectors.toSet())))
                        .stream().collect(Collectors.toMap(LiveObject::key, Function.identity(), (one, same) -> one));
                for (DeployedObject object : objects) {
                    if (live.containsKey(object.key())) {
                        finding(object, live.get(object.key()), findings);
                    }
                }
            } catch (CommandFailure unknown) {
                if (unknown.exitCode() == ExitCode.INTERRUPTED) {
                    throw unknown;
                }
                findings.add(Finding.note(
                        "Namespace " + namespace, "whose its objects are is not known. " + unknown.getMessage()));
            }
        });
        return findings;
    }

    private static List<LiveObject> namespaces(List<DeployedObject> objects, Kubectl kubectl) {
        return objects.stream()
                .filter(DeployedObject::isNamespace)
                .flatMap(object ->
                        kubectl.get("/api/v1/namespaces/" + object.identity().name()).stream())
                .map(LiveObject::of)
                .toList();
    }

    private static void finding(DeployedObject object, LiveObject live, List<Finding> findings) {
        boolean isAnother = !object.uid().isEmpty() && !object.uid().equals(live.uid());
        String owner = DeployedObject.newOwner(object.mark(), live.mark());
        if (isAnother) {
            String whose = owner.isEmpty()
                    ? ""
                    : owner.equals(DeployedObject.NO_OWNER) ? ", without an owner" : ", and belongs to " + owner;
            findings.add(Finding.problem(object.identity().toString(), "is another object than was deployed" + whose));
        } else if (!owner.isEmpty() && !owner.equals(DeployedObject.NO_OWNER)) {
            findings.add(
                    Finding.problem(object.identity().toString(), "is no longer this stack's: it belongs to " + owner));
        }
    }
}
