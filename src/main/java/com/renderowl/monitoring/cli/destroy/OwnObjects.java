package com.renderowl.monitoring.cli.destroy;

import com.renderowl.monitoring.cli.cluster.LiveObject;
import com.renderowl.monitoring.cli.engine.DeployedObject;
import com.renderowl.monitoring.model.Labels;
import com.renderowl.monitoring.units.Owner;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells what in a cluster is a stack's, and what is not. */
final class OwnObjects {

    /**
     * What Kubernetes makes in each namespace.
     *
     * @see <a href="https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts">Default
     *     service accounts</a>
     * @see <a
     *     href="https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#tokenrequest-api">The
     *     ConfigMap with the cluster's certificate authority</a>
     */
    private static final Set<String> OF_EVERY_NAMESPACE =
            Set.of("ServiceAccount default", "ConfigMap kube-root-ca.crt");

    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final String INSTANCE = "app.kubernetes.io/instance";
    private static final String NAME = "app.kubernetes.io/name";

    private final String stack;
    private final Optional<Owner> owner;
    private final Set<String> uids;
    private final Set<String> keys;

    /**
     * @param stack its name
     * @param state what it has deployed
     */
    OwnObjects(String stack, List<DeployedObject> state) {
        this.stack = stack;
        this.owner = state.stream()
                .flatMap(object -> Owner.parse(object.mark()).stream())
                .findFirst();
        this.uids = state.stream().map(DeployedObject::uid).collect(Collectors.toSet());
        this.keys = state.stream().map(DeployedObject::key).collect(Collectors.toSet());
    }

    /**
     * Whether an object is the stack's by itself. Its owner annotation decides; an object without one is from a release that
     * had none, or is one that the operator has made.
     */
    boolean has(LiveObject object) {
        if (!object.mark().isEmpty()) {
            return owner.isPresent()
                    && Owner.parse(object.mark())
                            .filter(owner.get()::isSameStack)
                            .isPresent();
        }
        boolean isLabelled =
                object.labels().entrySet().containsAll(Labels.ofStack(stack).entrySet());
        return uids.contains(object.uid())
                || (isLabelled && (object.isClaim() || keys.contains(object.key())))
                || isClaimOfOperator(object);
    }

    /**
     * The objects of a namespace that are neither the stack's, nor made of something that is, nor in every namespace.
     *
     * @param all of the namespace
     */
    List<LiveObject> foreign(List<LiveObject> all) {
        Set<String> own =
                all.stream().filter(this::has).map(LiveObject::uid).collect(Collectors.toCollection(HashSet::new));
        boolean grows = true;
        while (grows) {
            grows = own.addAll(all.stream()
                    .filter(object -> object.owners().stream().anyMatch(own::contains))
                    .map(LiveObject::uid)
                    .toList());
        }
        return all.stream()
                .filter(object -> !own.contains(object.uid()))
                .filter(object -> !isOfEveryNamespace(object))
                .toList();
    }

    private static boolean isOfEveryNamespace(LiveObject object) {
        return object.group().isEmpty()
                && OF_EVERY_NAMESPACE.contains(
                        object.identity().kind() + " " + object.identity().name());
    }

    /**
     * Claims of a StatefulSet have no owner reference and outlive it; they have the labels by which it selects its pods.
     *
     * @see <a
     *     href="https://github.com/prometheus-operator/prometheus-operator/blob/main/pkg/prometheus/server/statefulset.go">
     *     The operator's labels</a>
     */
    private boolean isClaimOfOperator(LiveObject object) {
        return object.isClaim()
                && "prometheus-operator".equals(object.labels().get(MANAGED_BY))
                && stack.equals(object.labels().get(INSTANCE))
                && Set.of("prometheus", "alertmanager").contains(object.labels().getOrDefault(NAME, ""));
    }
}
