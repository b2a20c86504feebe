package com.renderowl.monitoring.platform;

import com.renderowl.monitoring.harness.Exporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real Alertmanager that sends everything to one receiver at once. */
final class TestAlertmanager {

    private TestAlertmanager() {}

    /** Starts one on port 9093 of a loopback address. */
    static Exporter start(Path parent, String address, String receiver) {
        try {
            Path config = Files.writeString(
                    parent.resolve("alertmanager.yml"),
                    """
                    route: {receiver: test, group_by: [...], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
                    receivers: [{name: test, webhook_configs: [{url: '%s', send_resolved: true}]}]
                    """
                            .formatted(receiver));
            List<String> arguments = List.of(
                    "--config.file=" + config,
                    "--storage.path=" + parent.resolve("alertmanager-data"),
                    "--web.listen-address=" + address + ":9093",
                    "--cluster.listen-address=");
            return Exporter.start(parent, "alertmanager", address + ":9093", arguments, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
