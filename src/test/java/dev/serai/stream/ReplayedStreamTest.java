package dev.serai.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream that was there before comes as it is wanted: all at once, or event by event. */
@Timeout(20)
class ReplayedStreamTest {

    private static final String EVENTS = "data: {\"a\":\"x\"}\n\ndata: two\nid: 2\n\n: comment\r\n\r\ndata: [DONE]\n\n";

    private static List<String> read(ReplayedStream stream) {
        List<String> parts = new ArrayList<>();
        for (byte[] part = stream.next(); part != null; part = stream.next()) {
            parts.add(new String(part, StandardCharsets.UTF_8));
        }
        return parts;
    }

    private static ReplayedStream stream(String events, int pace) {
        return new ReplayedStream(null, events.getBytes(StandardCharsets.UTF_8), null, 0, pace);
    }

    @Test
    void fullPace_isAllAtOnce() {
        ReplayedStream stream = stream(EVENTS, 0);
        assertThat(read(stream)).containsExactly(EVENTS);
        assertThat(stream.complete()).isTrue();
    }

    @Test
    void pace_isEventByEvent_noneBeforeItsTime() {
        long begun = System.nanoTime();
        ReplayedStream stream = stream(EVENTS, 50);
        List<String> parts = read(stream);
        assertThat(parts).hasSize(4);
        assertThat(String.join("", parts)).isEqualTo(EVENTS);
        assertThat(parts.get(1)).isEqualTo("data: two\nid: 2\n\n");
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(60_000_000L);
        assertThat(stream.complete()).isTrue();
    }

    @Test
    void whatHasNoEnd_isGivenAllTheSame() {
        assertThat(read(stream("data: one\n\n\n\ndata: two", 10_000)))
                .containsExactly("data: one\n\n", "\n\n", "data: two");
        assertThat(read(stream("", 10_000))).isEmpty();
    }

    @Test
    void ending_isSeenAtTheNextEvent() {
        ReplayedStream stream = stream(EVENTS, 1);
        assertThat(stream.next()).isNotNull();
        stream.end(Json.MAPPER.createObjectNode().put("message", "over"));
        assertThat(read(stream)).hasSize(1).first().asString().contains("over");
        assertThat(stream.complete()).isFalse();
    }
}
