package com.renderowl.monitoring.kubernetes;

import com.pulumi.kubernetes.networking.v1.Ingress;
import com.pulumi.kubernetes.networking.v1.IngressArgs;
import com.pulumi.kubernetes.networking.v1.inputs.HTTPIngressPathArgs;
import com.pulumi.kubernetes.networking.v1.inputs.HTTPIngressRuleValueArgs;
import com.pulumi.kubernetes.networking.v1.inputs.IngressBackendArgs;
import com.pulumi.kubernetes.networking.v1.inputs.IngressRuleArgs;
import com.pulumi.kubernetes.networking.v1.inputs.IngressServiceBackendArgs;
import com.pulumi.kubernetes.networking.v1.inputs.IngressSpecArgs;
import com.pulumi.kubernetes.networking.v1.inputs.IngressTLSArgs;
import com.pulumi.kubernetes.networking.v1.inputs.ServiceBackendPortArgs;
import com.renderowl.monitoring.config.TlsConfig;
import com.renderowl.monitoring.model.Workload;
import java.util.HashMap;
import java.util.Map;

/**
 * The ingress at which TLS ends.
 *
 * @see <a href="https://cert-manager.io/docs/usage/ingress/">cert-manager: annotated ingress</a>
 */
public final class PrometheusIngress {

    private PrometheusIngress() {}

    /**
     * Declares the ingress.
     *
     * @param name the prefix of the logical name
     */
    public static void declare(String name, Workload workload, TlsConfig.Ingress tls, Children children) {
        Map<String, String> annotations = new HashMap<>(tls.annotations());
        annotations.putAll(Children.NOT_AWAITED);
        if (tls.clusterIssuer() != null) {
            annotations.put("cert-manager.io/cluster-issuer", tls.clusterIssuer());
        }
        HTTPIngressPathArgs everything = HTTPIngressPathArgs.builder()
                .path("/")
                .pathType("Prefix")
                .backend(IngressBackendArgs.builder()
                        .service(IngressServiceBackendArgs.builder()
                                .name(workload.name())
                                .port(ServiceBackendPortArgs.builder()
                                        .number(workload.port().number())
                                        .build())
                                .build())
                        .build())
                .build();
        IngressSpecArgs.Builder spec = IngressSpecArgs.builder()
                .tls(IngressTLSArgs.builder()
                        .hosts(tls.host())
                        .secretName(tls.secretName())
                        .build())
                .rules(IngressRuleArgs.builder()
                        .host(tls.host())
                        .http(HTTPIngressRuleValueArgs.builder()
                                .paths(everything)
                                .build())
                        .build());
        if (tls.className() != null) {
            spec.ingressClassName(tls.className());
        }
        new Ingress(
                name + "-ingress",
                IngressArgs.builder()
                        .metadata(children.metadata(
                                workload.name(),
                                workload.namespace(),
                                workload.labels().selector(),
                                annotations))
                        .spec(spec.build())
                        .build(),
                children.options());
    }
}
