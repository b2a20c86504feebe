package com.renderowl.monitoring.config;

import java.util.List;

/** Reports settings that the chosen platform can not carry out, each with what to do instead. */
final class PlatformChecks {

    private static final String WITHOUT_POLICIES =
            "is for network policies, and the platform docker has none: every address can be reached";

    private PlatformChecks() {}

    static void check(StackConfig config, ObjectReader root) {
        switch (config.platform()) {
            case KUBERNETES -> {
                single(config, root);
                authenticated(config, root);
            }
            case DOCKER -> {
                single(config, root);
                withoutObjects(config, root);
                onDocker(config, root);
            }
            case OPERATOR -> {
                operated(config, root);
                authenticated(config, root);
            }
        }
    }

    private static void authenticated(StackConfig config, ObjectReader root) {
        if (config.tls() instanceof TlsConfig.Ingress ingress) {
            TlsConfig.checkAuthentication(ingress, config.basicAuth().enabled(), root.object("tls"));
        }
    }

    private static void single(StackConfig config, ObjectReader root) {
        if (config.prometheus().objectStorage() != null) {
            root.object("prometheus")
                    .refuse(
                            "objectStorage",
                            "is for the platform operator, whose Prometheus has a sidecar that uploads",
                            "with platform: operator only",
                            "send the samples to a Thanos or Mimir that has object storage, by "
                                    + root.pathOf("prometheus", "remoteWrite") + ", or choose platform: operator");
        }
        if (config.prometheus().replicas() > 1) {
            root.object("prometheus")
                    .refuse(
                            "replicas",
                            Shown.quoted(String.valueOf(config.prometheus().replicas()))
                                    + " is more than the platforms kubernetes and docker run: one Prometheus on one volume",
                            "1, or platform: operator",
                            root.reading().toSet(root.pathOf("prometheus", "replicas")));
        }
        if (config.alertmanager().replicas() > 1) {
            root.object("alertmanager")
                    .refuse(
                            "replicas",
                            Shown.quoted(String.valueOf(config.alertmanager().replicas()))
                                    + " is more than the platforms kubernetes and docker run: one Alertmanager on one volume",
                            "1, or platform: operator",
                            root.reading().toSet(root.pathOf("alertmanager", "replicas")));
        }
    }

    private static void onDocker(StackConfig config, ObjectReader root) {
        ObjectReader receivers = root.object("alertmanager").object("receivers");
        for (ReceiverConfig receiver : config.alertmanager().routing().receivers()) {
            ObjectReader given = receivers.object(receiver.name());
            given.refuseIfGiven("secretName", "is a Secret of Kubernetes, and there is none", "secrets of the stack");
            given.refuseIfGiven("destination", WITHOUT_POLICIES, "on the platforms kubernetes and operator only");
        }
        for (ObjectReader remoteWrite : root.object("prometheus").objects("remoteWrite")) {
            remoteWrite.refuseIfGiven("addresses", WITHOUT_POLICIES, "on the platforms kubernetes and operator only");
        }
    }

    /** Certificates are in Secrets and ConfigMaps of a cluster. */
    private static void withoutObjects(StackConfig config, ObjectReader root) {
        List<RemoteWriteConfig> remoteWrites = config.prometheus().remoteWrites();
        for (int index = 0; index < remoteWrites.size(); index++) {
            RemoteWriteTls tls = remoteWrites.get(index).tls();
            if (tls.hasAuthority() || tls.certificateSecretName() != null) {
                String path = KeyPath.child(KeyPath.entry(root.pathOf("prometheus", "remoteWrite"), index), "tls");
                root.reading()
                        .problems()
                        .add(
                                path,
                                "names a Secret or ConfigMap, which the platform docker does not have",
                                "serverName alone with platform: docker",
                                "log in by basicAuth or bearerTokenSecret at a server whose certificate every client"
                                        + " trusts: "
                                        + root.reading().toRemove(path));
            }
        }
    }

    private static void operated(StackConfig config, ObjectReader root) {
        if (config.basicAuth().enabled()) {
            root.object("basicAuth")
                    .refuse(
                            "enabled",
                            "is on, but Prometheus Operator has no way to give its Prometheus a list of users",
                            "false with platform: operator",
                            "let an ingress ask for the password: "
                                    + root.reading().remedies().toSet(root.pathOf("tls", "mode"), "ingress")
                                    + " and the ingress controller's annotations in "
                                    + root.pathOf("tls", "ingress", "annotations"));
        }
        if (!config.operator().deployPrometheus()) {
            ExistingPrometheusChecks.check(config, root);
        }
        String stack = config.stack();
        if (!OperatorConfig.isResourceName(stack)) {
            root.reading()
                    .problems()
                    .add(
                            "stack",
                            Shown.quoted(stack) + " can not be the name of the Prometheus resource",
                            "lower case letters, digits and dashes, at most 30, with platform: operator",
                            "rename the stack: pulumi stack rename NAME --stack " + stack);
        }
    }
}
