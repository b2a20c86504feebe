package com.renderowl.monitoring;

import com.pulumi.Pulumi;
import com.renderowl.monitoring.cli.doctor.OperatorChecks;
import com.renderowl.monitoring.component.ComponentHost;
import com.renderowl.monitoring.config.ConfigSource;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;

/** What plain {@code pulumi up} and {@code pulumi preview} run, and what Pulumi starts as the plugin of components. */
public final class App {

    /** Kept, since the JVM forgets the settings of a logger that nobody refers to. */
    private static final Logger SDK_LOGGER = Logger.getLogger("com.pulumi.deployment.internal.DeploymentImpl");

    private App() {}

    /**
     * Runs the program for the stack that the environment describes; or, asked for {@code packages} by Pulumi's Java host,
     * names the plugins that the engine shall look for beforehand. There are none: the program names the one that the
     * stack's platform needs, with its version, and looking for the others would only take time.
     *
     * @param arguments none for a stack; any others are those of the plugin of components
     */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("packages")) {
            System.out.println("[]");
            return;
        }
        SdkWorkaround.apply();
        // The engine shows what the program logs; the SDK would print it a second time.
        SDK_LOGGER.setUseParentHandlers(false);
        Map<String, String> environment = System.getenv();
        if (arguments.length > 0) {
            ComponentHost.serve(arguments, environment);
            return;
        }
        Pulumi.run(new MonitoringProgram(
                ConfigSource.fromEnvironment(environment),
                new RunMode.CheckedDeploy(environment, config -> OperatorChecks.lack(config, environment))));
    }
}
