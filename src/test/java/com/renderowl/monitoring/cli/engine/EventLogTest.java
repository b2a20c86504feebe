package com.renderowl.monitoring.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.engine.EventLog.Message;
import com.renderowl.monitoring.cli.engine.EventLog.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {

    @TempDir
    private Path folder;

    @Test
    void readsWarningsAndErrorsOnceAndWithoutColors() throws IOException {
        Path file = Files.writeString(
                folder.resolve("events.json"),
                """
                {"sequence":0,"preludeEvent":{"config":{}}}
                {"sequence":1,"diagnosticEvent":{"urn":"urn:a","message":"<{%fg 3%}>careful<{%reset%}>\\n","severity":"warning"}}
                {"sequence":2,"diagnosticEvent":{"urn":"urn:a","message":"careful","severity":"warning"}}
                {"sequence":3,"diagnosticEvent":{"message":"hm","severity":"info"}}
                {"sequence":4,"diagnosticEvent":{"urn":"urn:b","message":"broken","severity":"error"}}
                {"sequence":5,"diagnosticEv""");

        assertThat(new EventLog(file).messages())
                .containsExactly(new Message(false, "urn:a", "careful"), new Message(true, "urn:b", "broken"));
    }

    @Test
    void anEngineThatWroteNothingSaidNothing() {
        assertThat(new EventLog(folder.resolve("none")).messages()).isEmpty();
    }

    @Test
    void theLastSummaryTellsWhatCameOfIt() throws IOException {
        EventLog log = new EventLog(
                Files.writeString(
                        folder.resolve("events.json"),
                        """
                {"summaryEvent":{"durationSeconds":1,"resourceChanges":{"create":3},"isPreview":true}}
                {"summaryEvent":{"durationSeconds":9,"resourceChanges":{"same":2,"update":1},"isPreview":false}}
                """));

        assertThat(log.summary()).contains(new Summary(false, Map.of("same", 2, "update", 1)));
        assertThat(new Summary(false, Map.of("same", 2, "update", 1)).hasChanges())
                .isTrue();
        assertThat(new Summary(false, Map.of("same", 2)).hasChanges()).isFalse();
        assertThat(new EventLog(folder.resolve("none")).summary()).isEmpty();
    }
}
