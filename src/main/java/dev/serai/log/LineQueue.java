package dev.serai.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.serai.memory.BoundedQueue;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/**
 * Records on their way to where they are shown, in order, written by a thread of its own: to log costs a place in a queue.
 * It is bounded; what comes while it is full is left out, and a line says how many records that were. The thread looks by
 * itself every few milliseconds: to wake it would cost those who log more than all else.
 */
final class LineQueue {

    /** Of the texts that wait. */
    private static final long MOST_CHARACTERS = 16 << 20;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long PATIENCE_MILLIS = 5000;

    private final Consumer<ILoggingEvent> writing;
    private final BoundedQueue<ILoggingEvent> queue;
    private final LongAdder missing = new LongAdder();
    private final Thread thread = new Thread(this::run, "log");
    private volatile boolean ending;

    /** Begins to write what comes. */
    LineQueue(int most, Consumer<ILoggingEvent> writing) {
        this.writing = writing;
        this.queue = new BoundedQueue<>(most, MOST_CHARACTERS, LineQueue::length);
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a record, or counts that it did not. What it says is settled now: it may be of things that change. */
    void offer(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        if (queue.offer(event) == 0) {
            missing.increment();
        }
    }

    private static int length(ILoggingEvent event) {
        String text = event.getFormattedMessage();
        int length = text == null ? 0 : text.length();
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        for (int i = 0; pairs != null && i < pairs.size(); i++) {
            length += pairs.get(i).value instanceof String value ? value.length() : 0;
        }
        return length;
    }

    private void run() {
        boolean last;
        do {
            last = ending;
            try {
                writeAll();
            } catch (Throwable e) { // whatever it is: without this thread there is no log
                missing.increment();
            }
            if (!last) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        } while (!last);
    }

    private void writeAll() {
        for (ILoggingEvent event = queue.poll(); event != null; event = queue.poll()) {
            writing.accept(event);
        }
        long lost = missing.sumThenReset();
        if (lost > 0) {
            writing.accept(notice(lost));
        }
    }

    private static ILoggingEvent notice(long lost) {
        return new LoggingEvent(
                LineQueue.class.getName(),
                (Logger) LoggerFactory.getLogger(LineQueue.class),
                Level.WARN,
                lost + " lines are missing here: they came faster than the log was taken",
                null,
                null);
    }

    /** Writes what waits, and nothing more; false if nobody takes it. */
    boolean end() {
        ending = true;
        LockSupport.unpark(thread);
        boolean interrupted = Thread.interrupted(); // which is no reason to leave without the last lines
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
