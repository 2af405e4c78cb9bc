package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Memory;
import dev.serai.wire.MemoryShort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A stream that several clients get, the same bytes each at its own pace: whoever has all that came waits for the next
 * events, for all of them. The one who has asked for it may leave: it lasts for as long as somebody reads it. What nobody
 * has to read any more is let go, once the whole is larger than what is kept.
 */
public final class SharedStream extends StreamAround {

    /** Events as they came, and those behind them as soon as they are there. */
    private static final class Part {
        private final byte[] events;
        private volatile Part next;

        private Part(byte[] events) {
            this.events = events;
        }
    }

    /** Who reads, and how far. */
    static final class Reader {
        private Part at;
        private volatile long position;

        private Reader(Part at) {
            this.at = at;
        }
    }

    private final long most;
    private final Memory memory;
    private final Consumer<byte[]> whenOver;
    private final ReentrantLock pulling = new ReentrantLock();
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final Reader own;
    private volatile Part first = new Part(new byte[0]);
    private Part last = first;
    private volatile long size;
    private volatile boolean over;
    private volatile JsonNode broken;
    private volatile boolean closed;

    /**
     * Shares a stream.
     *
     * @param most bytes that are kept of it: by how much the fastest may be ahead of the slowest
     * @param memory what is kept is taken of
     * @param whenOver told once that nothing more comes: all that came where it is kept, else null
     */
    public SharedStream(AnswerStream inner, long most, Memory memory, Consumer<byte[]> whenOver) {
        super(inner);
        this.most = most;
        this.memory = memory;
        this.whenOver = whenOver;
        this.own = new Reader(first);
        readers.add(own);
    }

    /** The same for another client, from its beginning; null where that is not kept any more, or all have left. */
    public AnswerStream follow() {
        synchronized (readers) {
            Part beginning = first;
            if (beginning == null || closed) {
                return null;
            }
            Reader reader = new Reader(beginning);
            readers.add(reader);
            return new FollowedStream(this, reader);
        }
    }

    /** Who has asked for it reads no more; gives whether others do. Any thread may say so. */
    public boolean isLeftToOthers() {
        synchronized (readers) {
            readers.remove(own);
            return !readers.isEmpty();
        }
    }

    @Override
    protected byte[] next() {
        return next(own);
    }

    /** The next events for one of them. */
    byte[] next(Reader reader) {
        Part next = reader.at.next;
        while (next == null && !over) {
            awaitSlowest(reader); // before the lock, which those who are behind may wait for
            pull(reader);
            next = reader.at.next;
        }
        next = next == null ? reader.at.next : next; // it came before the end did
        if (next == null) {
            return null;
        }
        reader.at = next;
        long before = reader.position;
        reader.position = before + next.events.length;
        return next.events;
    }

    private void pull(Reader reader) {
        pulling.lock();
        try {
            if (reader.at.next != null || over) {
                return; // somebody else was faster
            }
            byte[] events = inner.next();
            if (events == null) {
                ended(first);
            } else {
                add(events);
            }
        } catch (RuntimeException | Error e) {
            broken = StreamErrors.internal();
            ended(null);
            throw e;
        } finally {
            pulling.unlock();
        }
    }

    private void add(byte[] events) {
        long before = size;
        size = before + events.length;
        if (first != null) {
            try {
                memory.take(events.length);
                first = size > most ? null : first;
            } catch (MemoryShort e) {
                first = null;
            }
        }
        Part part = new Part(events);
        last.next = part;
        last = part;
    }

    /** Those who take little must not have all the rest kept for them. */
    private void awaitSlowest(Reader reader) {
        while (reader.at.next == null
                && !over
                && size - slowest() > most
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private long slowest() {
        return readers.stream().mapToLong(reader -> reader.position).min().orElse(size);
    }

    private void ended(Part beginning) {
        if (!over) {
            over = true;
            ByteArrayOutputStream all = new ByteArrayOutputStream(beginning == null ? 0 : (int) size);
            for (Part part = beginning; part != null; part = part.next) {
                all.writeBytes(part.events);
            }
            whenOver.accept(beginning == null ? null : all.toByteArray());
        }
    }

    /** One of them reads no more. */
    void leaves(Reader reader) {
        boolean deserted;
        synchronized (readers) {
            readers.remove(reader);
            deserted = readers.isEmpty();
        }
        if (deserted && !over) {
            inner.end(StreamErrors.internal()); // nobody will see it: who waits for the next events need not
        }
    }

    /** What failed between the provider and the gateway, which is no event of its; null where nothing did. */
    JsonNode broken() {
        return broken;
    }

    @Override
    public JsonNode error() {
        return broken == null ? inner.error() : broken;
    }

    @Override
    public void close() throws IOException {
        while ((goesOn() || inner.complete()) && !over) { // who translates it does not read on once it has all
            next(own);
        }
        pulling.lock();
        try {
            ended(null);
        } finally {
            pulling.unlock();
        }
        closed = true;
        inner.close();
    }

    private boolean goesOn() {
        synchronized (readers) {
            closed = !isLeftToOthers();
        }
        return !closed;
    }
}
