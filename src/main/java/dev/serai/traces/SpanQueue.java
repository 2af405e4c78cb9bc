package dev.serai.traces;

import dev.serai.memory.BoundedQueue;
import dev.serai.time.Rounds;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Ended spans on their way to the collector. Who ends one puts it here and never waits; one thread sends them in batches.
 * What finds no place is lost and counted: a collector that is away costs no request anything.
 *
 * <p>The SDK's own would not do: it ends silently by an {@link Error}, counts spans and not their bytes, and is closed after
 * whatever time a collector takes.
 */
final class SpanQueue implements SpanProcessor {

    private static final Duration STOP = Duration.ofMillis(900);
    private static final Duration COUNT = Duration.ofMillis(100);

    /** How long a round may take beside waiting and sending. */
    private static final Duration SPARE = Duration.ofMinutes(1);

    /**
     * What it keeps to.
     *
     * @param spans that wait at most
     * @param bytes that these may take, about
     * @param batch spans that are sent at a time
     * @param delay until those are sent that make no batch
     */
    record Bounds(int spans, long bytes, int batch, Duration delay) {

        /** Without a pause at all, the thread that sends would never rest. */
        private static final Duration SHORTEST = Duration.ofMillis(1);

        /** A batch is no larger than what may wait: it would never be full. */
        Bounds {
            batch = Math.min(batch, spans);
            delay = delay.compareTo(SHORTEST) < 0 ? SHORTEST : delay;
        }
    }

    private final Bounds bounds;
    private final Delivery delivery;
    private final BoundedQueue<SpanData> queue;
    private final LongAdder dropped = new LongAdder();
    private final Rounds rounds;
    private final AtomicBoolean rests = new AtomicBoolean();
    private volatile boolean closed;

    SpanQueue(Bounds bounds, Delivery delivery) {
        this.bounds = bounds;
        this.delivery = delivery;
        this.queue = new BoundedQueue<>(bounds.spans(), bounds.bytes(), SpanSize::of);
        Duration longest = bounds.delay().plus(delivery.timeout()).plus(SPARE);
        this.rounds = Rounds.begin("traces", longest, this::round);
    }

    /** Spans that wait. */
    int waiting() {
        return queue.size();
    }

    /** Spans that found no place. */
    long dropped() {
        return dropped.sum();
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (closed || queue.offer(span.toSpanData()) == 0) {
            dropped.increment();
        }
        if (isEnough() && rests.get() && rests.compareAndSet(true, false)) {
            LockSupport.unpark(rounds.thread());
        }
    }

    /** Whether what waits is to be sent now: a batch of spans, or half of the bytes that have a place, which few may fill. */
    private boolean isEnough() {
        return queue.size() >= bounds.batch() || queue.weight() >= bounds.bytes() / 2;
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    /** Sends a batch; gives whether another one is to follow. */
    private boolean round() {
        rest();
        List<SpanData> batch = batch();
        if (!batch.isEmpty()) {
            delivery.send(batch);
        }
        return !closed || queue.size() > 0;
    }

    /** Who ends a span wakes it, if it is seen to rest; what came just before that is looked for once more. */
    private void rest() {
        rests.set(true);
        if (!isEnough() && !closed) {
            LockSupport.parkNanos(this, bounds.delay().toNanos());
        }
        rests.set(false);
    }

    private List<SpanData> batch() {
        List<SpanData> batch = new ArrayList<>(Math.min(bounds.batch(), queue.size()));
        for (SpanData next; batch.size() < bounds.batch() && (next = queue.poll()) != null; ) {
            batch.add(next);
        }
        return batch;
    }

    /** Sends what waits, in a second or not at all. */
    @Override
    public CompletableResultCode shutdown() {
        closed = true;
        LockSupport.unpark(rounds.thread());
        try {
            rounds.thread().join(STOP.toMillis());
            delivery.close(); // no round tries again: what is left is counted as lost
            rounds.thread().interrupt();
            rounds.thread().join(COUNT.toMillis());
        } catch (InterruptedException e) {
            delivery.close();
            Thread.currentThread().interrupt();
        }
        return CompletableResultCode.ofSuccess();
    }
}
