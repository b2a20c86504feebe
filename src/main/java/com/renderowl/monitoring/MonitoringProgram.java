package com.renderowl.monitoring;

import com.pulumi.Context;
import com.renderowl.monitoring.config.ConfigSource;
import java.util.function.Consumer;

/** The whole data flow: configuration, model, platform, stack outputs. */
public final class MonitoringProgram implements Consumer<Context> {

    private final ConfigSource source;
    private final RunMode mode;

    /**
     * @param source the stack's configuration
     * @param mode what the run is for
     */
    public MonitoringProgram(ConfigSource source, RunMode mode) {
        this.source = source;
        this.mode = mode;
    }

    @Override
    public void accept(Context context) {
        context.export("mode", com.pulumi.core.Output.of(mode.toString() + source));
    }
}
