package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.ByteQuantity;
import com.renderowl.monitoring.units.CpuQuantity;
import com.renderowl.monitoring.units.ImageReference;
import org.jspecify.annotations.Nullable;

/**
 * Grafana, and what it is given: by default the dashboards and the data source for one that runs in the cluster already.
 *
 * @param dashboards whether the dashboards and the data source are provisioned
 * @param folder the folder in which Grafana shows the dashboards
 * @param deploy whether Grafana itself is part of the stack
 * @param image its image
 * @param resources what it may use
 * @param adminSecretName the Secret with the password of its user {@code admin} that somebody else makes; null where the
 *     password is the stack's secret {@link StackSecrets#GRAFANA_ADMIN_PASSWORD}
 */
public record GrafanaConfig(
        boolean dashboards,
        String folder,
        boolean deploy,
        ImageReference image,
        ResourceConfig resources,
        @Nullable String adminSecretName) {

    /** Its database and the plugins' scratch files are on the node, not on a volume of their own. */
    private static final ResourceConfig RESOURCES = new ResourceConfig(
            CpuQuantity.parse("100m"),
            CpuQuantity.parse("1000m"),
            ByteQuantity.parse("256Mi"),
            ByteQuantity.parse("512Mi"),
            ByteQuantity.parse("256Mi"),
            ByteQuantity.parse("1Gi"));

    /** A slash would make folders in folders, and a dollar sign is a variable to Grafana's provisioning. */
    private static final Syntax<String> FOLDER = Syntax.matching(
            text -> text.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,99}"),
            "is not a folder's name",
            "letters, digits, spaces, dots, dashes and underscores, starting with a letter or digit, at most 100");

    static GrafanaConfig read(ObjectReader grafana, ObjectReader dashboards, Platform platform, StackSecrets secrets) {
        GrafanaConfig config = new GrafanaConfig(
                dashboards
                        .key("enabled", "Whether dashboards and a data source are provisioned for Grafana")
                        .value(Syntax.FLAG, true),
                dashboards
                        .key("folder", "Folder in which Grafana shows the dashboards")
                        .value(FOLDER, "Renderowl"),
                grafana.key("deploy", "Whether Grafana is part of the stack").value(Syntax.FLAG, false),
                grafana.key("image", "Container image").value(Syntax.IMAGE, Images.GRAFANA),
                ResourceConfig.read(grafana.object("resources"), RESOURCES),
                grafana.key(
                                "adminSecretName",
                                "Secret with the password of the user admin under the key admin-password, made elsewhere;"
                                        + " without it the password is secrets.grafanaAdminPassword")
                        .valueOrNull(Syntax.DOTTED_NAME));
        grafana.refuseUnknownKeys();
        dashboards.refuseUnknownKeys();
        if (config.deploy) {
            config.check(grafana, dashboards);
            switch (platform) {
                case KUBERNETES, OPERATOR -> config.checkPassword(grafana, secrets);
                // Nobody but the machine's own users reaches it there, and they may leave the password as it is: admin.
                case DOCKER -> {}
            }
        }
        return config;
    }

    private void check(ObjectReader grafana, ObjectReader dashboardsReader) {
        if (!dashboards) {
            dashboardsReader.refuse(
                    "enabled",
                    "is false, so Grafana would have nothing to show",
                    "true with " + grafana.pathOf("deploy"),
                    "remove it, or set " + grafana.pathOf("deploy") + " to false");
        }
    }

    private void checkPassword(ObjectReader grafana, StackSecrets secrets) {
        if (adminSecretName == null) {
            secrets.require(StackSecrets.GRAFANA_ADMIN_PASSWORD, grafana.pathOf("deploy"));
        } else if (secrets.has(StackSecrets.GRAFANA_ADMIN_PASSWORD)) {
            grafana.refuse(
                    "adminSecretName",
                    "stands beside secrets." + StackSecrets.GRAFANA_ADMIN_PASSWORD
                            + ", so there would be two passwords",
                    "one of them",
                    "remove the one that is not used");
        }
    }
}
