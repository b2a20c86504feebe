package com.renderowl.monitoring.bench.capacity;

import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.Daemon;
import com.renderowl.monitoring.harness.FreePorts;
import com.renderowl.monitoring.harness.SeriesGenerator;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.harness.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A real Prometheus on loopback with as many series as wanted, watched from its start to its end. */
final class MeasuredPrometheus implements AutoCloseable {

    /** Collections of garbage after which pools are empty and nothing is left but what is in use. */
    private static final int COLLECTIONS = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration AHEAD = Duration.ofMinutes(9);
    private static final Duration ANSWER = Duration.ofMinutes(1);

    private static final String EMPTY = """
            storage: {tsdb: {retention: {time: 15d}}}
            """;

    /** Every 15 seconds would be as well, but nobody waits for it. */
    private static final String OFTEN = EMPTY + "global: {scrape_interval: 3s}\n";

    private final TemporaryDirectory directory = TemporaryDirectory.create("capacity");
    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final int seriesCount;
    private final SeriesGenerator generator;
    private final Daemon daemon;
    private final Watch watch;

    /**
     * Starts one, and the generator of its series.
     *
     * @param seriesCount how many series
     * @param memoryLimit of the container that it could be in, of which Go gets 90%; none for no limit
     */
    MeasuredPrometheus(int seriesCount, List<Long> memoryLimit) {
        this.seriesCount = seriesCount;
        String address = "127.0.0.1:" + FreePorts.next();
        this.url = "http://" + address;
        configure(EMPTY);
        this.generator = SeriesGenerator.start(directory.path(), seriesCount);
        Command command = Command.in(
                        directory.path(),
                        Tools.require("prometheus"),
                        "--config.file=" + directory.path().resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + data(),
                        "--web.listen-address=" + address,
                        "--web.enable-remote-write-receiver",
                        "--no-auto-gomemlimit")
                .with(
                        memoryLimit.isEmpty()
                                ? Map.of()
                                : Map.of("GOMEMLIMIT", Long.toString(memoryLimit.get(0) / 10 * 9)));
        this.daemon = Daemon.start("prometheus", command, started -> Daemon.answers(url + "/-/ready"));
        this.watch = new Watch(this::figures);
    }

    /** Writes the past of all series. */
    long write(Instant from, Instant until, int batch) {
        return generator.write(url + "/api/v1/write", from, until, batch);
    }

    /** Has all series scraped from now on, and returns when they have been so often. */
    void scrape(int times) {
        double before = figures().samples();
        configure(OFTEN + generator.scrapeConfig());
        reload();
        await("all series are scraped", found -> found.samples() >= before + times * (seriesCount - 1.0));
    }

    /** Has it cut a block off, by a sample of a few minutes ahead: it takes them up to ten minutes before their time. */
    void cutOff() {
        // Of one series only, as a series takes nothing older than its newest sample.
        try (SeriesGenerator one = SeriesGenerator.start(directory.path().resolve("ahead"), 1)) {
            Instant ahead = Instant.now().plus(AHEAD);
            one.write(url + "/api/v1/write", ahead, ahead.plusSeconds(1), 1);
        }
        await("a block is cut off", found -> found.blockBytes() > 0);
    }

    /** Kills it, starts it again with the same data, and returns when it is ready. */
    void crash() {
        daemon.kill();
        daemon.startAgain();
    }

    /** Waits until what it shows of itself is as wanted. */
    void await(String what, Predicate<Figures> condition) {
        Wait.until(what, PATIENCE, () -> condition.test(figures()));
    }

    /** What it shows of itself. */
    Figures figures() {
        return Figures.read(get("/metrics"));
    }

    /** The same after garbage has been collected. */
    Figures figuresWithoutGarbage() {
        for (int collection = 0; collection < COLLECTIONS; collection++) {
            get("/debug/pprof/heap?gc=1");
        }
        return figures();
    }

    /** The largest values since its start. */
    Watch watch() {
        return watch;
    }

    /** Where its blocks are. */
    Path data() {
        return directory.path().resolve("data");
    }

    private void configure(String text) {
        try {
            Files.writeString(directory.path().resolve("prometheus.yml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void reload() {
        Command.in(directory.path(), Path.of("/bin/kill"), "-HUP", Long.toString(daemon.pid()))
                .run()
                .requireOutput();
    }

    private String get(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER).build();
        try {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new AssertionError("GET " + path + ": status " + answer.statusCode());
            }
            // A profile is no text, and nobody reads it.
            return new String(answer.body(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking Prometheus", e);
        }
    }

    /** Ends it and deletes its data. */
    @Override
    public void close() {
        watch.close();
        daemon.close();
        generator.close();
        directory.close();
    }
}
