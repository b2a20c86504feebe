package com.renderowl.monitoring.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.engine.EventLog.Message;
import com.renderowl.monitoring.cli.engine.EventLog.Summary;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private static EventLog log(String lines) {
        EventLog log = new EventLog("127.0.0.1:1");
        lines.lines().forEach(log::add);
        return log;
    }

    @Test
    void readsWarningsAndErrorsOnceAndWithoutColors() {
        EventLog log = log(
                """
                {"sequence":0,"preludeEvent":{"config":{}}}
                {"sequence":1,"diagnosticEvent":{"urn":"urn:a","message":"<{%fg 3%}>careful<{%reset%}>\\n","severity":"warning"}}
                {"sequence":2,"diagnosticEvent":{"urn":"urn:a","message":"careful","severity":"warning"}}
                {"sequence":3,"diagnosticEvent":{"message":"hm","severity":"info"}}
                {"sequence":4,"diagnosticEvent":{"urn":"urn:b","message":"broken","severity":"error"}}
                {"sequence":5,"diagnosticEv""");

        assertThat(log.messages())
                .containsExactly(new Message(false, "urn:a", "careful"), new Message(true, "urn:b", "broken"));
    }

    @Test
    void anEngineThatSentNothingSaidNothing() {
        assertThat(log("").messages()).isEmpty();
        assertThat(log("").summary()).isEmpty();
        assertThat(log("").plan()).isEmpty();
        assertThat(log("").arguments()).containsExactly("--event-log", "tcp://127.0.0.1:1");
    }

    @Test
    void theLastSummaryTellsWhatCameOfIt() {
        EventLog log = log(
                """
                {"summaryEvent":{"durationSeconds":1,"resourceChanges":{"create":3},"isPreview":true}}
                {"summaryEvent":{"durationSeconds":9,"resourceChanges":{"same":2,"update":1},"isPreview":false}}
                """);

        assertThat(log.summary()).contains(new Summary(false, Map.of("same", 2, "update", 1)));
        assertThat(new Summary(false, Map.of("same", 2, "update", 1)).hasChanges())
                .isTrue();
        assertThat(new Summary(false, Map.of("same", 2)).hasChanges()).isFalse();
    }
}
