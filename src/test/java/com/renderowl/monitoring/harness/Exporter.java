package com.renderowl.monitoring.harness;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real exporter, or another program that has metrics under the usual path. */
public final class Exporter implements AutoCloseable {

    private final String url;
    private final Daemon daemon;

    private Exporter(String url, Daemon daemon) {
        this.url = url;
        this.daemon = daemon;
    }

    /**
     * Starts one.
     *
     * @param parent gets a directory for it
     * @param program its file name in {@code tools/bin}
     * @param address where its arguments make it listen, with the port
     * @throws AssertionError with the end of its log, if it does not serve in time
     */
    public static Exporter start(
            Path parent, String program, String address, List<String> arguments, Map<String, String> environment) {
        Command command = Command.in(Daemon.directory(parent, program), Tools.require(program))
                .andArguments(arguments)
                .with(environment);
        String metrics = "http://" + address + "/metrics";
        return new Exporter(metrics, Daemon.start(program, command, daemon -> Daemon.answers(metrics)));
    }

    /** The address of its metrics. */
    public String url() {
        return url;
    }

    /** To kill it, and to start it again. */
    public Daemon daemon() {
        return daemon;
    }

    @Override
    public void close() {
        daemon.close();
    }
}
