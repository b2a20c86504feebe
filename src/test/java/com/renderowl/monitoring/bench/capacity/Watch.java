package com.renderowl.monitoring.bench.capacity;

import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Looks at a Prometheus twice a second, and keeps the largest values that it sees. */
final class Watch implements AutoCloseable {

    private static final long PERIOD_MILLISECONDS = 500;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "capacity-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final Supplier<Figures> source;
    private volatile double memory;
    private volatile double resident;
    private volatile double log;

    Watch(Supplier<Figures> source) {
        this.source = source;
        var unused = clock.scheduleWithFixedDelay(this::look, 0, PERIOD_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    /** The largest {@link Figures#memory()}. */
    double memory() {
        return memory;
    }

    /** The largest {@link Figures#resident()}. */
    double resident() {
        return resident;
    }

    /** The largest {@link Figures#logBytes()}. */
    double log() {
        return log;
    }

    private void look() {
        try {
            Figures figures = source.get();
            memory = Math.max(memory, figures.memory());
            resident = Math.max(resident, figures.resident());
            log = Math.max(log, figures.logBytes());
        } catch (UncheckedIOException | NoSuchElementException | AssertionError restarting) {
            // It is asked again; whoever waits for it says so if it stays away.
            return;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
