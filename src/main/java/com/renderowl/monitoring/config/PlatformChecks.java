package com.renderowl.monitoring.config;

/** Reports settings that the chosen platform can not carry out, each with what to do instead. */
final class PlatformChecks {

    private PlatformChecks() {}

    static void check(StackConfig config, ObjectReader root) {
        switch (config.platform()) {
            case KUBERNETES, DOCKER -> single(config, root);
            case OPERATOR -> operated(config, root);
        }
    }

    private static void single(StackConfig config, ObjectReader root) {
        if (config.prometheus().replicas() > 1) {
            root.object("prometheus")
                    .refuse(
                            "replicas",
                            Shown.quoted(String.valueOf(config.prometheus().replicas()))
                                    + " is more than the platforms kubernetes and docker run: one Prometheus on one volume",
                            "1, or platform: operator",
                            root.reading().toSet(root.pathOf("prometheus", "replicas")));
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
                                    + root.reading().toSet(root.pathOf("tls", "mode"))
                                    + " and configure authentication at the ingress controller");
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
