package dev.serai.breakers;

import dev.serai.events.Event;
import dev.serai.events.Events;
import dev.serai.wire.Json;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells of circuit breakers that change, in the log and to event routes.
 *
 * @param events where it is told
 */
record BreakerEvents(Events events) {

    private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);

    /** Tells of this one from now on. */
    void follow(Breaker breaker) {
        breaker.circuit()
                .getEventPublisher()
                .onStateTransition(
                        event -> changed(breaker, event.getStateTransition().getFromState()));
    }

    private void changed(Breaker breaker, State before) {
        String state = Breakers.word(breaker.circuit().getState());
        LOG.atLevel(breaker.refuses() ? Level.WARN : Level.INFO)
                .log("The circuit breaker of {} is {}", breaker.name(), state);
        events.publish(Event.of(
                Event.BREAKER,
                Instant.now(),
                Json.MAPPER
                        .createObjectNode()
                        .put("name", breaker.name())
                        .put("state", state)
                        .put("before", Breakers.word(before))
                        .put("lastFailure", breaker.lastFailure())));
    }
}
