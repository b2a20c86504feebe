package com.renderowl.monitoring.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.model.AlertmanagerWorkload;
import com.renderowl.monitoring.model.DataVolume;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import com.renderowl.monitoring.model.alertmanager.AlertmanagerConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Alertmanager: its configuration, what it needs to reach its receivers, its volume and its workload. */
final class Alertmanager extends ComponentResource {

    Alertmanager(
            String name,
            StackModel stack,
            StackSecrets secrets,
            boolean declareSecrets,
            Foundation foundation,
            ComponentResourceOptions options) {
        super("renderowl:monitoring:Alertmanager", name, OperablePart.formerly(options, "OperatedAlertmanager"));
        Workload workload = Objects.requireNonNull(stack.alertmanager());
        Children children = new Children(this, foundation);
        String configuration = AlertmanagerConfiguration.of(stack.config()).toYaml();
        List<Resource> needed = new ArrayList<>();
        needed.add(children.configMap(
                name + "-config",
                AlertmanagerWorkload.CONFIG_MAP,
                workload,
                Map.of("alertmanager.yml", configuration)));
        needed.addAll(DataClaim.declare(
                name,
                workload,
                DataVolume.ofAlertmanager(stack.config()),
                stack.config().isProtected(),
                children));
        if (declareSecrets) {
            needed.addAll(ReceiverSecrets.declare(name, workload, stack.config(), secrets, children));
        }
        // Alertmanager reads its configuration when it starts and when it gets a signal, which nobody sends here. The
        // credentials it reads each time it needs them, so they are no reason to restart.
        Map<String, String> annotations = Map.of(ConfigChecksum.ANNOTATION, ConfigChecksum.of(configuration));
        new WorkloadObjects(name, workload, stack, children).declare(Output.of(annotations), needed);
        registerOutputs(Map.of());
    }
}
