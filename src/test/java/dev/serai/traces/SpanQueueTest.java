package dev.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Spans that wait to be sent, and a collector that takes them or does not. */
@ExtendWith(OutputCaptureExtension.class)
class SpanQueueTest extends QueuedSpans {

    private static final Duration SOON = Duration.ofMillis(10);

    private final List<List<SpanData>> batches = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch hold = new CountDownLatch(0);
    private volatile boolean takes = true;
    private volatile Error error;

    /** Does with each batch what the test says. */
    @Override
    Exporter exporter() {
        return batch -> {
            batches.add(List.copyOf(batch));
            try {
                hold.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return CompletableResultCode.ofFailure();
            }
            if (error != null) {
                Error thrown = error;
                error = null;
                throw thrown;
            }
            return takes ? CompletableResultCode.ofSuccess() : CompletableResultCode.ofFailure();
        };
    }

    @AfterEach
    void letGo() {
        hold.countDown();
    }

    @Test
    void spans_areSentAfterTheDelay() throws Exception {
        begin(100, 1 << 20, 50, SOON);

        spans(3);

        await(() -> delivery.delivered() == 3);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void batchThatIsFull_doesNotWait() throws Exception {
        begin(100, 1 << 20, 10, Duration.ofHours(1));

        spans(25);

        await(() -> delivery.delivered() >= 10);
        assertThat(batches).allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(10));
    }

    @Test
    void spansThatFindNoPlace_areLostAndCounted() throws Exception {
        hold = new CountDownLatch(1);
        begin(50, 1 << 20, 10, SOON);
        spans(1);
        await(() -> batches.size() == 1); // and the collector says nothing

        spans(200);

        assertThat(queue.waiting()).isEqualTo(50);
        assertThat(queue.dropped()).isEqualTo(150);
        hold.countDown();
        await(() -> delivery.delivered() == 51);
    }

    @Test
    void spansThatAreLarge_areBoundedInBytes() throws Exception {
        hold = new CountDownLatch(1);
        begin(50, 100_000, 10, SOON);
        spans(1);
        await(() -> batches.size() == 1);

        for (int i = 0; i < 20; i++) {
            tracer.spanBuilder("span")
                    .startSpan()
                    .setAttribute("text", "x".repeat(10_000))
                    .end();
        }

        assertThat(queue.waiting()).isEqualTo(4);
        assertThat(queue.dropped()).isEqualTo(16);
    }

    @Test
    void collectorThatTakesNothing_isToldOfOnce_andOnceWhenItIsBack(CapturedOutput output) throws Exception {
        takes = false;
        begin(100, 1 << 20, 5, SOON);
        for (int i = 1; i <= 3; i++) {
            long sent = 5L * i;
            spans(5);
            await(() -> delivery.undelivered() == sent);
        }
        assertThat(output.toString().split("Spans do not reach http://collector", -1))
                .hasSize(2);
        assertThat(output).doesNotContain("\tat ");

        takes = true;
        spans(5);

        await(() -> delivery.delivered() == 5);
        await(() -> output.toString().contains("Spans reach http://collector again"));
        assertThat(delivery.undelivered()).isEqualTo(15);
    }

    @Test
    void error_endsNoThread() throws Exception {
        begin(100, 1 << 20, 5, SOON);
        error = new StackOverflowError("of a test");
        spans(5);
        await(() -> delivery.undelivered() == 5);

        spans(5);

        await(() -> delivery.delivered() == 5);
    }

    @Test
    void close_sendsWhatWaits() {
        begin(100, 1 << 20, 10, Duration.ofHours(1));
        spans(25);

        queue.shutdown();

        assertThat(delivery.delivered()).isEqualTo(25);
    }

    @Test
    void close_waitsForNoCollector() {
        hold = new CountDownLatch(1);
        begin(100, 1 << 20, 10, SOON);
        spans(95);

        long began = System.nanoTime();
        queue.shutdown();

        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isCloseTo(1000, within(500L));
        spans(5);
        assertThat(queue.dropped() + delivery.undelivered()).isEqualTo(95 + 5);
    }
}
