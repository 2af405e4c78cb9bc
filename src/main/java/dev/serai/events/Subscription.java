package dev.serai.events;

import dev.serai.memory.BoundedQueue;
import io.micrometer.core.instrument.Counter;
import java.util.Set;
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
    private final BoundedQueue<Event> queue;

    Subscription(Set<String> types, long mostBytes, Counter dropped, Consumer<Subscription> whenClosed) {
        this.types = types;
        this.mostBytes = mostBytes;
        this.dropped = dropped;
        this.whenClosed = whenClosed;
        this.queue = new BoundedQueue<>(MOST, mostBytes, event -> event.weight() + OVERHEAD);
    }

    boolean listensTo(String type) {
        return types.contains(type);
    }

    void offer(Event event) {
        if (queue.offer(event) == 0) {
            dropped.increment();
        }
    }

    /** The next event; null if none waits. */
    public Event next() {
        return queue.poll();
    }

    /** How many wait. */
    public int waiting() {
        return queue.size();
    }

    /** How many bytes those take that wait. */
    public long bytes() {
        return queue.weight();
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
