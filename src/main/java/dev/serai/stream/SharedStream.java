package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.stream.SharedReader.Part;
import dev.serai.wire.Memory;
import dev.serai.wire.MemoryShort;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A stream that several clients get, the same bytes each at its own pace: whoever has all that came waits for the next
 * events, for all of them. The one who has asked for it may leave: it lasts for as long as somebody reads it. What nobody
 * has to read any more is let go, once the whole is larger than what is kept; and so is who is further behind than that.
 */
public final class SharedStream extends StreamAround {

    private final long most;
    private final Memory memory;
    private final Consumer<byte[]> whenOver;
    private final ReentrantLock pulling = new ReentrantLock();
    private final Set<SharedReader> readers = ConcurrentHashMap.newKeySet();
    private final SharedReader own;
    private volatile Part first = new Part(new byte[0]);
    private Part last = first;
    private volatile long size;
    private volatile boolean over;
    private volatile JsonNode broken;
    private volatile boolean closed;

    /**
     * Shares a stream.
     *
     * @param most bytes that are kept of it: by how much the fastest may be ahead of anybody
     * @param whenOver told once that nothing more comes: all that came where it is kept, else null
     */
    public SharedStream(AnswerStream inner, long most, Memory memory, Consumer<byte[]> whenOver) {
        super(inner);
        this.most = most;
        this.memory = memory;
        this.whenOver = whenOver;
        this.own = new SharedReader(first);
        readers.add(own);
    }

    /** The same for another client, from its beginning; null where that is not kept any more, or all have left. */
    public AnswerStream follow() {
        synchronized (readers) {
            Part beginning = first;
            if (beginning == null || closed) {
                return null;
            }
            SharedReader reader = new SharedReader(beginning);
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
        byte[] events = next(own);
        return events == null ? own.lastWord() : events;
    }

    /** The next events for one of them. */
    byte[] next(SharedReader reader) {
        Part next = reader.next();
        while (next == null && !over && !reader.isLeftBehind()) {
            pull(reader);
            next = reader.next();
        }
        next = next == null ? reader.next() : next; // it came before the end did
        if (next == null) {
            return null;
        }
        reader.advance(next);
        return next.events();
    }

    private void pull(SharedReader reader) {
        pulling.lock();
        try {
            if (reader.next() != null || over || reader.isLeftBehind()) {
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
        last.precedes(part);
        last = part;
        leaveSlowOnesBehind(before);
    }

    /** Those who take little must neither have all the rest kept for them, nor hold up the others. */
    private void leaveSlowOnesBehind(long fastest) {
        for (SharedReader reader : List.copyOf(readers)) {
            if (fastest - reader.position() > most) {
                synchronized (readers) {
                    if (readers.remove(reader)) {
                        reader.leaveBehind();
                    }
                }
            }
        }
    }

    private void ended(Part beginning) {
        if (!over) {
            over = true;
            whenOver.accept(beginning == null ? null : beginning.andAllBehind((int) size));
        }
    }

    /** One of them reads no more. */
    void leaves(SharedReader reader) {
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

    /** Why one of them gets no more; null where all has come. */
    JsonNode error(SharedReader reader) {
        return reader.error() != null ? reader.error() : broken == null ? inner.error() : broken;
    }

    @Override
    public JsonNode error() {
        return error(own);
    }

    @Override
    public boolean complete() {
        return !own.isLeftBehind() && inner.complete();
    }

    @Override
    public boolean endedByUs() {
        return own.isLeftBehind() || inner.endedByUs();
    }

    @Override
    public void close() throws IOException {
        boolean goesOn = goesOn();
        SharedReader rest = own.isLeftBehind() ? atEnd() : own;
        while ((goesOn || inner.complete()) && !over) { // who translates it does not read on once it has all
            next(rest);
            goesOn = goesOn();
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

    /** One that has read what there is, and that nobody waits for. */
    private SharedReader atEnd() {
        pulling.lock();
        try {
            return new SharedReader(last);
        } finally {
            pulling.unlock();
        }
    }

    private boolean goesOn() {
        synchronized (readers) {
            closed = !isLeftToOthers();
        }
        return !closed;
    }
}
