package dev.serai.delivery;

import dev.serai.BuiltVersion;
import dev.serai.events.Event;
import dev.serai.events.Events;
import dev.serai.wire.Json;
import java.time.Instant;
import org.springframework.context.SmartLifecycle;

/** Tells that the gateway serves, and that it stops: after all else at the start, and before all else at a stop. */
final class GatewayEvents implements SmartLifecycle {

    private final Events events;
    private volatile boolean running;

    GatewayEvents(Events events) {
        this.events = events;
    }

    private void tell(String state) {
        events.publish(Event.of(
                Event.GATEWAY,
                Instant.now(),
                Json.MAPPER.createObjectNode().put("state", state).put("version", BuiltVersion.text())));
    }

    @Override
    public void start() {
        running = true;
        tell("started");
    }

    @Override
    public void stop() {
        running = false;
        tell("stopping");
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
