package com.renderowl.monitoring.kubernetes;

import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.model.AlertmanagerWorkload;
import com.renderowl.monitoring.model.Workload;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Secret with what Alertmanager needs to reach its receivers. */
public final class ReceiverSecrets {

    private ReceiverSecrets() {}

    /**
     * Declares it.
     *
     * @return nothing where no receiver needs a secret of the stack
     */
    public static List<Resource> declare(
            String name, Workload workload, StackConfig config, StackSecrets secrets, Children children) {
        Map<String, String> credentials = new TreeMap<>();
        AlertmanagerWorkload.secrets(config).forEach(secret -> credentials.put(secret, secrets.value(secret)));
        if (credentials.isEmpty()) {
            return List.of();
        }
        return List.of(
                children.secret(name + "-receivers", AlertmanagerWorkload.RECEIVERS_SECRET, workload, credentials));
    }
}
