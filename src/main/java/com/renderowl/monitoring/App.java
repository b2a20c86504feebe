package com.renderowl.monitoring;

import com.pulumi.Pulumi;
import com.renderowl.monitoring.config.ConfigSource;

/** What plain {@code pulumi up} and {@code pulumi preview} run. */
public final class App {

    private App() {}

    /** Runs the program for the stack that the environment describes. */
    public static void main(String[] arguments) {
        SdkWorkaround.apply();
        Pulumi.run(new MonitoringProgram(ConfigSource.fromEnvironment(System.getenv()), new RunMode.Deploy()));
    }
}
