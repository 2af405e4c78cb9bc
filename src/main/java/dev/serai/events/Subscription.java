package dev.serai.events;

import io.micrometer.core.instrument.Counter;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What waits for one who listens: bounded in bytes and in number. What comes while it is full is dropped, and counted. Nobody
 * is woken by what comes, which would cost those whom it happens to: who listens looks by itself.
 */
public final class Subscription implements AutoCloseable {

    /** So many documents wait at most, however small. */
    static final int MOST = 10_000;

    /** What one takes besides its bytes, about. */
    private static final int OVERHEAD = 128;

    private final Set<String> types;
    private final long mostBytes;
    private final Counter dropped;
    private final Consumer<Subscription> whenClosed;
    private final Queue<Event> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    Subscription(Set<String> types, long mostBytes, Counter dropped, Consumer<Subscription> whenClosed) {
        this.types = types;
        this.mostBytes = mostBytes;
        this.dropped = dropped;
        this.whenClosed = whenClosed;
    }

    boolean listensTo(String type) {
        return types.contains(type);
    }

    void offer(Event event) {
        boolean fits = waiting.incrementAndGet() <= MOST;
        fits &= bytes.addAndGet(event.weight() + OVERHEAD) <= mostBytes;
        if (fits) {
            queue.add(event);
        } else {
            taken(event);
            dropped.increment();
        }
    }

    private void taken(Event event) {
        waiting.decrementAndGet();
        bytes.addAndGet(-event.weight() - OVERHEAD);
    }

    /** The next event; null if none waits. */
    public Event next() {
        Event event = queue.poll();
        if (event != null) {
            taken(event);
        }
        return event;
    }

    /** How many wait. */
    public int waiting() {
        return waiting.get();
    }

    /** How many bytes those take that wait. */
    public long bytes() {
        return bytes.get();
    }

    /** How many bytes may wait. */
    long most() {
        return mostBytes;
    }

    /** Hears no more; what still waits is dropped, and counted. */
    @Override
    public void close() {
        whenClosed.accept(this);
        while (next() != null) {
            dropped.increment();
        }
    }
}
