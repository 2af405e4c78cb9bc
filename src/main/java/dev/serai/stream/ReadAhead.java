package dev.serai.stream;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the next events of an answer, if need be no longer than it may; what comes later is given on then. */
public final class ReadAhead {

    private static final byte[] NOTHING = new byte[0];

    private final Executor readers;
    private CompletableFuture<byte[]> reading;

    /**
     * Waits for nothing yet.
     *
     * @param readers wait where the wait has an end
     */
    public ReadAhead(Executor readers) {
        this.readers = readers;
    }

    /** Whether events are awaited that were not there in time. */
    public boolean pending() {
        return reading != null;
    }

    /** The next events, as long as that takes. */
    public byte[] next(AnswerStream answer) {
        return reading == null ? answer.next() : await(Long.MAX_VALUE);
    }

    /** The next events; none if they take longer than this. */
    public byte[] next(AnswerStream answer, long nanos) {
        if (reading == null) {
            try {
                reading = CompletableFuture.supplyAsync(answer::next, readers);
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                return answer.next(); // no thread is left: as without a limit
            }
        }
        return await(Math.max(0, nanos));
    }

    private byte[] await(long nanos) {
        try {
            byte[] events = reading.get(nanos, TimeUnit.NANOSECONDS);
            reading = null;
            return events;
        } catch (TimeoutException e) {
            return NOTHING;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The answer could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
