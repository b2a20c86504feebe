package com.renderowl.monitoring.cli;

import com.pulumi.Context;
import com.renderowl.monitoring.cli.engine.LanguageHost;
import com.renderowl.monitoring.config.ConfigSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;

/** The program as a language host that starts in the background, while the command prepares what else it needs. */
final class InlineProgram implements AutoCloseable {

    private final FutureTask<LanguageHost> host;

    private InlineProgram(FutureTask<LanguageHost> host) {
        this.host = host;
    }

    static InlineProgram start(Function<ConfigSource, Consumer<Context>> program, Map<String, String> decryptedConfig) {
        FutureTask<LanguageHost> host = new FutureTask<>(() -> LanguageHost.start(program, decryptedConfig));
        Thread thread = new Thread(host, "language-host");
        thread.setDaemon(true);
        thread.start();
        return new InlineProgram(host);
    }

    /** What makes the engine run this program instead of starting one. */
    List<String> engineArguments() {
        return List.of("--client=" + host().address(), "--exec-kind", "auto.inline");
    }

    @Override
    public void close() {
        host().close();
    }

    private LanguageHost host() {
        try {
            return host.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The program could not be served to the engine", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the language host started", e);
        }
    }
}
