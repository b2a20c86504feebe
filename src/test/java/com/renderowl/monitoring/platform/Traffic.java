package com.renderowl.monitoring.platform;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** People who use the platform: a steady stream of real requests to its backends, whatever becomes of them. */
final class Traffic implements AutoCloseable {

    private static final int REQUESTS_PER_SECOND = 10;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "traffic");
        thread.setDaemon(true);
        return thread;
    });

    private Traffic() {}

    /** Starts ten requests a second to each backend, every second of them a render. */
    static Traffic to(List<String> backends) {
        Traffic traffic = new Traffic();
        for (String backend : backends) {
            traffic.repeat(HttpRequest.newBuilder(URI.create(backend + "/api/videos")));
            traffic.repeat(
                    HttpRequest.newBuilder(URI.create(backend + "/api/render")).POST(BodyPublishers.noBody()));
        }
        return traffic;
    }

    private void repeat(HttpRequest.Builder request) {
        HttpRequest built = request.timeout(Duration.ofSeconds(10)).build();
        clock.scheduleAtFixedRate(
                // What becomes of it, the backend itself counts; while it is down, connections are refused.
                () -> client.sendAsync(built, BodyHandlers.discarding()),
                0,
                1_000 * 2 / REQUESTS_PER_SECOND,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
