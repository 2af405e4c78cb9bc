package dev.serai.stream;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The wait for a stream's first event, which another thread goes on with where it takes long. */
final class FirstEvent {

    private CompletableFuture<Void> reading;

    /**
     * Waits for it as long as the patience lasts.
     *
     * @param read reads until it is there
     * @return whether it is; if not, {@link #join} is to be called before anything else is read
     */
    boolean await(Runnable read, Executor others, Duration patience) throws InterruptedIOException {
        try {
            reading = CompletableFuture.runAsync(read, others);
            reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            reading = null;
        } catch (TimeoutException e) {
            return false;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            read.run(); // no thread is left: without a limit to the patience
        } catch (ExecutionException e) {
            throw new IllegalStateException("The stream's first event could not be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while waiting for a stream's first event");
        }
        return true;
    }

    /** Waits for it without a limit, if it is still awaited. */
    void join() {
        if (reading != null) {
            reading.join();
            reading = null;
        }
    }
}
