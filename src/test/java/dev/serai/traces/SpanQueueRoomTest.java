package dev.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans that a collector which is well would take: none is lost for want of room, whatever the bounds are. */
class SpanQueueRoomTest extends QueuedSpans {

    @Override
    Exporter exporter() {
        return batch -> CompletableResultCode.ofSuccess();
    }

    @Test
    void batchThatFindsNoRoom_doesNotWaitForItsEnd() throws Exception {
        begin(10, 1 << 20, 512, Duration.ofHours(1));

        for (int i = 1; i <= 5; i++) {
            int sent = 10 * i;
            spans(10);
            await(() -> delivery.delivered() == sent);
        }

        assertThat(queue.dropped()).isZero();
    }

    @Test
    void fewSpansThatAreLarge_doNotWaitForOthers() throws Exception {
        begin(1000, 100_000, 512, Duration.ofHours(1));

        for (int i = 1; i <= 20; i++) {
            tracer.spanBuilder("span")
                    .startSpan()
                    .setAttribute("text", "x".repeat(10_000))
                    .end();
            int sent = 3 * (i / 3);
            await(() -> delivery.delivered() >= sent);
        }

        assertThat(queue.dropped()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5})
    void delayThatIsNone_letsTheThreadRest(long millis) throws Exception {
        begin(10, 1 << 20, 5, Duration.ofMillis(millis));
        spans(1);
        await(() -> delivery.delivered() == 1);

        assertThat(new SpanQueue.Bounds(10, 1, 5, Duration.ofMillis(millis)).delay())
                .isPositive();
    }
}
