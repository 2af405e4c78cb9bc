package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.breakers.Breakers;
import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.Script;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is under way when the routes change, and what outlives them. */
class DrainTest extends ReloadingGatewayTest {

    private static final String TICKING = """
        - route:
            id: alert-tick
            from:
              uri: "timer:tick?period=20"
              steps:
                - process: { id: tick, ref: "#class:dev.serai.routing.Tick" }
                - log: { id: log-tick, message: "%s", loggingLevel: "TRACE" }
        """;

    @Autowired
    private Breakers breakers;

    @Test
    void stream_isFinishedByTheGenerationThatItBeganOn() throws Exception {
        write(ACME, provider("acme", "one"));
        manage("POST", "reload");
        int before = serving();
        UPSTREAM.answer(Script.stream()
                .send(Answers.content("Hi"))
                .pause(1000)
                .send(Answers.stream(" there"))
                .end());

        try (EventReader stream = open(CHAT, streamedChat("acme-1"))) {
            assertThat(stream.nextEvent()).contains("Hi");
            Files.delete(file(ACME));
            awaitNext(before);
            assertThat(generation("draining").path("inFlight").asInt()).isEqualTo(1);

            List<String> rest = stream.rest();
            assertThat(rest).anyMatch(line -> line.contains("there")).contains(EventReader.DONE);
        }
        await("the end of the drain", () -> generation("draining").isMissingNode());
    }

    @Test
    void streamBeyondTheDrainLimit_endsInAnError() throws Exception {
        int before = serving();
        UPSTREAM.answer(Script.stream().send(Answers.content("Hi")).stall(30));

        try (EventReader stream = open(CHAT, streamedChat("openai/gpt"))) {
            assertThat(stream.nextEvent()).contains("Hi");
            write(ACME, provider("acme", "one"));
            awaitNext(before);

            List<String> rest = stream.rest();
            assertThat(rest).anyMatch(line -> line.contains("gateway_drain_timeout"));
            assertThat(rest).doesNotContain(EventReader.DONE);
        }
        assertThat(UPSTREAM.awaitAbort(5)).as("the upstream was let go").isTrue();
        await("the end of the drain", () -> generation("draining").isMissingNode());
    }

    @Test
    void connections_areUsedByTheNextGeneration() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        post(CHAT, chat("openai/gpt"));
        int connection = UPSTREAM.last().connection();
        write(ACME, provider("acme", "one"));
        manage("POST", "reload");

        post(CHAT, chat("openai/gpt"));
        assertThat(UPSTREAM.last().connection()).isEqualTo(connection);
    }

    @Test
    void openBreaker_staysOpen() throws Exception {
        CircuitBreaker breaker = breakers.ofProvider("openai").circuit();
        breaker.transitionToForcedOpenState();
        try {
            write(ACME, provider("acme", "one"));
            manage("POST", "reload");
            assertThat(post(CHAT, chat("openai/gpt")).statusCode()).isEqualTo(503);
        } finally {
            breaker.reset();
        }
    }

    @Test
    void timers_runInTheServingGenerationAlone() throws Exception {
        Tick.clear();
        write("routes/alerts/tick.camel.yaml", TICKING.formatted("one"));
        assertThat(manage("POST", "check").statusCode()).isEqualTo(200);
        assertThat(Tick.contexts()).as("a check starts no timer").isEmpty();

        manage("POST", "reload");
        await("a tick", () -> Tick.contexts().size() == 1);
        write("routes/alerts/tick.camel.yaml", TICKING.formatted("two"));
        manage("POST", "reload");
        await("a tick of the next", () -> Tick.contexts().size() == 2);

        Tick.clear();
        await("ticks", () -> !Tick.contexts().isEmpty());
        Thread.sleep(200);
        assertThat(Tick.contexts()).as("who ticks").hasSize(1);
    }
}
