package com.renderowl.monitoring;

import com.renderowl.monitoring.config.Discovery;
import com.renderowl.monitoring.config.ExistingPrometheus;
import com.renderowl.monitoring.kubernetes.operator.ExistingSelection;
import com.renderowl.monitoring.model.ServiceAddress;
import com.renderowl.monitoring.model.StackModel;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a Prometheus that the cluster brings must be told, so that it scrapes the stack. */
final class ExpectedPrometheus {

    private ExpectedPrometheus() {}

    /** The whole of it as one message, where the stack has no Prometheus of its own. */
    static Optional<String> of(StackModel model) {
        if (model.runsPrometheus()) {
            return Optional.empty();
        }
        ExistingPrometheus existing = model.config().operator().existing();
        String stack = model.config().stack();
        StringBuilder message = new StringBuilder("This stack has no Prometheus of its own. The one in the namespace ")
                .append(existing.namespace())
                .append(" scrapes it if its Prometheus resource has these selectors, or wider ones:\n");
        ExistingSelection.of(model.config()).yaml().lines().forEach(line -> message.append("  ")
                .append(line)
                .append('\n'));
        if (model.alertmanager() != null) {
            ServiceAddress address = ServiceAddress.of(model.alertmanager());
            message.append("Its alerts reach this stack's Alertmanager if spec.alerting.alertmanagers has {namespace: ")
                    .append(address.namespace())
                    .append(", name: ")
                    .append(address.name())
                    .append(", port: ")
                    .append(model.alertmanager().port().name())
                    .append("}.\n");
        }
        if (existing.serviceAccount() == null) {
            message.append("Its account must be allowed to read pods in ")
                    .append(String.join(", ", namespaces(model)))
                    .append("; name it in operator.existingPrometheus.serviceAccount, and the stack allows it.\n");
        }
        return Optional.of(message.append("'./monitoring doctor ")
                .append(stack)
                .append("' says whether there is one that does.")
                .toString());
    }

    private static Set<String> namespaces(StackModel model) {
        Set<String> namespaces = new TreeSet<>();
        model.graph().scrapeTargets().forEach(target -> {
            if (target.discovery() instanceof Discovery.Pods pods) {
                namespaces.add(pods.namespace());
            } else if (target.discovery() instanceof Discovery.Service service) {
                namespaces.add(service.namespace());
            }
        });
        return namespaces;
    }
}
