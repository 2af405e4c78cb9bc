package dev.serai.stream;

import dev.serai.time.Survival;
import java.util.function.Consumer;

/** A stream whose events somebody sees before the client does, whole ones; what comes of it is the same. */
public final class WatchedStream extends StreamAround {

    private final Consumer<byte[]> watcher;

    public WatchedStream(AnswerStream inner, Consumer<byte[]> watcher) {
        super(inner);
        this.watcher = watcher;
    }

    @Override
    protected byte[] next() {
        byte[] events = inner.next();
        if (events != null) {
            try {
                watcher.accept(events);
            } catch (RuntimeException | Error e) { // who looks on does not stand in the way
                Survival.note("Who watches a stream", e);
            }
        }
        return events;
    }
}
