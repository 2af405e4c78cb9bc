package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.Script;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes known of a target by the streams that it sends. */
@Timeout(60)
class StreamLoadTest extends BalancingGatewayTest {

    @Test
    void stream_isInFlightUntilItsEnd() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        UPSTREAM.answer(Script.stream()
                .send(Answers.content("one"))
                .await(goOn)
                .send(Answers.finish() + Answers.DONE)
                .end());

        try (EventReader client = open(CHAT, streamedChat("streams"))) {
            client.nextEvent();
            assertThat(load("openai", "streams").inFlight()).isEqualTo(1);
            assertThat(load("openai", "streams").latency()).as("known at once").isPositive();
            goOn.countDown();
            client.rest();
        }

        awaitEnd("streams");
        assertThat(load("openai", "streams").successRate()).isEqualTo(1);
    }

    @Test
    void streamThatBreaks_isAFailure() throws Exception {
        UPSTREAM.answer(Script.stream().send(Answers.content("one")).reset());

        try (EventReader client = open(CHAT, streamedChat("cuts"))) {
            client.rest();
        }

        awaitEnd("cuts");
        assertThat(load("openai", "cuts").successRate()).isLessThan(0.95);
    }

    @Test
    void clientThatLeaves_saysNothingOfTheTarget() throws Exception {
        UPSTREAM.answer(Script.stream().send(Answers.content("one")).stall(30));

        try (EventReader client = open(CHAT, streamedChat("leaves"))) {
            client.nextEvent();
        }

        awaitEnd("leaves");
        assertThat(load("openai", "leaves").successRate()).isEqualTo(1);
    }
}
