package com.renderowl.monitoring.docker;

import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.machine.PlannedContainer;
import com.renderowl.monitoring.machine.PlannedContainer.Published;
import com.renderowl.monitoring.model.StackModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stack is going to take on a Docker engine, to find out beforehand what is in its way. */
public final class ContainerPlan {

    private ContainerPlan() {}

    /**
     * The containers of a stack.
     *
     * @param model what is to run
     * @param secrets say only which of them there are
     */
    public static List<PlannedContainer> of(StackModel model, StackSecrets secrets) {
        return ContainerSpec.of(model, secrets).stream()
                .map(container -> new PlannedContainer(
                        container.name(),
                        container.workload(),
                        container.version(),
                        published(container),
                        container.data().stream()
                                .map(ContainerMount.Data::volume)
                                .toList(),
                        List.of(container.ownerName(), container.loaderName()),
                        container.files().stream()
                                .map(ContainerMount.Configuration::volume)
                                .toList()))
                .toList();
    }

    private static @Nullable Published published(ContainerSpec container) {
        ContainerSpec.PublishedPort port = container.port();
        return port == null
                ? null
                : new Published(port.address(), port.number(), "docker." + container.workload() + "Port");
    }
}
