package dev.serai.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.events.Event;
import dev.serai.events.Events;
import dev.serai.memory.Growth;
import dev.serai.memory.HeapLeft;
import dev.serai.memory.MemoryListener;
import dev.serai.wire.Json;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Tells event routes of memory that is short or not any more, and of what grows. */
@Component
class MemoryEvents implements MemoryListener {

    private final Events events;
    private final Clock clock;

    MemoryEvents(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void pressure(boolean isShort, HeapLeft heap) {
        ObjectNode facts = Json.MAPPER.createObjectNode().put("state", isShort ? "short" : "enough");
        if (heap != null) {
            facts.put("used", heap.used()).put("max", heap.max()).put("percent", heap.percent());
        }
        publish(facts);
    }

    @Override
    public void grew(Growth growth) {
        publish(Json.MAPPER
                .createObjectNode()
                .put("state", "grows")
                .put("what", growth.name())
                .put("unit", growth.unit())
                .put("from", growth.from())
                .put("to", growth.to())
                .put("seconds", growth.window().toSeconds()));
    }

    private void publish(ObjectNode facts) {
        events.publish(Event.of(Event.MEMORY, clock.instant(), facts));
    }
}
