package com.renderowl.monitoring;

import com.renderowl.monitoring.config.DockerConfig;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.TlsConfig;
import com.renderowl.monitoring.model.PortMatrix;
import com.renderowl.monitoring.model.ServiceAddress;
import com.renderowl.monitoring.model.StackModel;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a stack tells after {@code up}: how to reach it and what it consists of. No secrets. */
final class StackOutputs {

    private StackOutputs() {}

    static Map<String, Object> of(StackModel model) {
        return switch (model.config().platform()) {
            case KUBERNETES, OPERATOR -> inCluster(model);
            case DOCKER -> onDocker(model);
        };
    }

    private static Map<String, Object> onDocker(StackModel model) {
        DockerConfig docker = model.config().docker();
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put("prometheusUrl", "http://localhost:" + docker.prometheusPort());
        outputs.put("localUrl", "http://localhost:" + docker.prometheusPort());
        if (model.alertmanager() != null) {
            outputs.put("alertmanagerUrl", "http://localhost:" + docker.alertmanagerPort());
        }
        if (model.grafana() != null) {
            outputs.put("grafanaUrl", "http://localhost:" + docker.grafanaPort());
        }
        outputs.put("network", docker.network());
        outputs.put(
                "workloads",
                model.workloads().stream()
                        .map(workload -> docker.namePrefix() + "-" + workload.name())
                        .toList());
        return outputs;
    }

    private static Map<String, Object> inCluster(StackModel model) {
        StackConfig config = model.config();
        ServiceAddress prometheus = model.prometheusAddress();
        boolean encrypts = config.tls() instanceof TlsConfig.Native;
        String scheme = encrypts ? "https" : "http";
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put("namespace", model.prometheus().namespace());
        outputs.put(
                "prometheusUrl",
                config.tls() instanceof TlsConfig.Ingress ingress
                        ? "https://" + ingress.host() + "/"
                        : scheme + "://" + prometheus.hostAndPort());
        outputs.put("portForward", prometheus.portForward());
        if (model.alertmanager() != null) {
            outputs.put(
                    "alertmanagerPortForward",
                    ServiceAddress.of(model.alertmanager()).portForward());
        }
        outputs.put("localUrl", scheme + "://localhost:" + prometheus.port());
        outputs.put(
                "workloads",
                model.workloads().stream()
                        .map(workload -> workload.namespace() + "/" + workload.name())
                        .toList());
        if (model.grafana() != null) {
            outputs.put("grafanaPortForward", ServiceAddress.of(model.grafana()).portForward());
        }
        outputs.put("portMatrix", PortMatrix.of(model.graph()));
        return outputs;
    }
}
