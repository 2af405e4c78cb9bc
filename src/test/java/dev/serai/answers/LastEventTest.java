package dev.serai.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The event that says the whole answer is found wherever it comes, and no other is taken for it. */
class LastEventTest {

    private final List<String> seen = new ArrayList<>();
    private final LastEvent last = new LastEvent(data -> seen.add(new String(data, StandardCharsets.UTF_8)));

    private void sees(String events) {
        last.accept(events.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void lastEvent_isSeenAlone() {
        sees("event: response.completed\ndata: {\"a\":1}\n\n");

        assertThat(seen).containsExactly("{\"a\":1}");
    }

    @Test
    void lastEvent_isSeenBehindOthers() {
        sees("event: response.output_item.done\ndata: {}\n\nevent: response.failed\ndata: {\"a\":2}\n\n");

        assertThat(seen).containsExactly("{\"a\":2}");
    }

    @Test
    void otherEvents_areNotSeen() {
        sees("");
        sees("\n");
        sees(": comment\n\n");
        sees("data: {\"x\":\"event: response.completed\"}\n\n");
        sees("event: response.output_text.delta\ndata: {\"delta\":\"event: response.completed\\n\"}\n\n");
        sees("event: response.completed");

        assertThat(seen).isEmpty();
    }
}
