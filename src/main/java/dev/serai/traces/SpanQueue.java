package dev.serai.traces;

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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
    record Bounds(int spans, long bytes, int batch, Duration delay) {}

    private record Waiting(SpanData span, long bytes) {}

    private final Bounds bounds;
    private final Delivery delivery;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder dropped = new LongAdder();
    private final Rounds rounds;
    private volatile boolean closed;

    SpanQueue(Bounds bounds, Delivery delivery) {
        this.bounds = bounds;
        this.delivery = delivery;
        Duration longest = bounds.delay().plus(delivery.timeout()).plus(SPARE);
        this.rounds = Rounds.begin("traces", longest, this::round);
    }

    /** Spans that wait. */
    int waiting() {
        return count.get();
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
        SpanData ended = span.toSpanData();
        long size = SpanSize.of(ended);
        if (closed || count.get() >= bounds.spans() || bytes.get() + size > bounds.bytes()) {
            dropped.increment();
            return;
        }
        bytes.addAndGet(size);
        queue.add(new Waiting(ended, size));
        if (count.incrementAndGet() == bounds.batch()) {
            LockSupport.unpark(rounds.thread());
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    /** Sends a batch; gives whether another one is to follow. */
    private boolean round() {
        if (count.get() < bounds.batch() && !closed) {
            LockSupport.parkNanos(this, bounds.delay().toNanos());
        }
        List<SpanData> batch = batch();
        if (!batch.isEmpty()) {
            delivery.send(batch);
        }
        return !closed || count.get() > 0;
    }

    private List<SpanData> batch() {
        List<SpanData> batch = new ArrayList<>(Math.min(bounds.batch(), count.get()));
        while (batch.size() < bounds.batch()) {
            Waiting next = queue.poll();
            if (next == null) {
                break;
            }
            count.decrementAndGet();
            bytes.addAndGet(-next.bytes());
            batch.add(next.span());
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
