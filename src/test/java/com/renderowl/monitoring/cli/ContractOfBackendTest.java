package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Project;
import com.renderowl.monitoring.cli.support.RecordedConsole;
import com.renderowl.monitoring.harness.LoopbackNetwork;
import com.renderowl.monitoring.harness.ReferenceBackend;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code monitoring contract} against a running backend, with the committed configuration of staging. */
@Tag("faults")
@RequiresTools("renderowl-backend")
class ContractOfBackendTest {

    private final RecordedConsole console = new RecordedConsole();

    @Test
    void aBackendPassesOnceItHasAnsweredRequests() throws Exception {
        try (TemporaryDirectory directory = TemporaryDirectory.create("contract");
                ReferenceBackend backend = ReferenceBackend.start(
                        directory.path(), "backend", LoopbackNetwork.create().next())) {
            assertThat(contract(backend.url())).as("without any request").isEqualTo(ExitCode.FAILED);
            assertThat(console.output())
                    .contains(
                            "FAIL renderowl_http_requests_total: is not there", "cause an event that it counts first");

            request(HttpRequest.newBuilder(URI.create(backend.url() + "/api/videos")));
            request(HttpRequest.newBuilder(URI.create(backend.url() + "/api/render"))
                    .POST(BodyPublishers.noBody()));

            assertThat(contract(backend.url())).isEqualTo(ExitCode.DONE);
        }
    }

    private int contract(String url) {
        Workbench workbench =
                new Workbench(new Project(Tools.projectRoot()), Map.of("HOME", "/"), console.console(), List.of());
        return MonitoringCommand.commandLine(workbench).execute("contract", url);
    }

    private static void request(HttpRequest.Builder request) throws IOException, InterruptedException {
        assertThat(HttpClient.newHttpClient()
                        .send(request.build(), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }
}
