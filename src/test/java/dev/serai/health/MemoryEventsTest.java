package dev.serai.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.events.Event;
import dev.serai.events.Events;
import dev.serai.events.Subscription;
import dev.serai.memory.Growth;
import dev.serai.memory.HeapLeft;
import dev.serai.wire.Json;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryEventsTest {

    private final Events events = new Events(new SimpleMeterRegistry());
    private final Subscription subscription = events.subscribe("test", Set.of(Event.MEMORY), 100_000);
    private final MemoryEvents memory =
            new MemoryEvents(events, Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC));

    private JsonNode next() throws Exception {
        return Json.MAPPER.readTree(subscription.next().toString());
    }

    @Test
    void pressure_isAnEventAtItsBeginningAndItsEnd() throws Exception {
        memory.pressure(true, new HeapLeft(90, 100));
        memory.pressure(false, null);

        assertThat(next())
                .isEqualTo(
                        Json.MAPPER.readTree("{\"type\":\"memory\",\"at\":\"2030-01-01T00:00:00Z\",\"state\":\"short\","
                                + "\"used\":90,\"max\":100,\"percent\":90.0}"));
        assertThat(next().path("state").asText()).isEqualTo("enough");
    }

    @Test
    void growth_isAnEvent() throws Exception {
        memory.grew(new Growth("tokens", "entries", 1000, 5000, Duration.ofHours(6)));

        JsonNode event = next();
        assertThat(event.path("state").asText()).isEqualTo("grows");
        assertThat(event.path("what").asText()).isEqualTo("tokens");
        assertThat(event.path("to").asLong()).isEqualTo(5000);
        assertThat(event.path("seconds").asLong()).isEqualTo(21_600);
    }
}
