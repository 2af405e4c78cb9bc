package dev.serai.routing;

import dev.serai.files.GenerationFiles;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.Problem;
import dev.serai.time.Survival;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** For how long routes may take to start: one that does not come up must not hold up every later change. */
record StartLimit(Duration most) {

    /**
     * Loads a generation, or looks at one, on a thread of its own and waits for it within the limit.
     *
     * @param tooLate what to do with one that comes later
     * @throws InvalidFilesException why it may not serve, or that it took too long
     */
    <T> T apply(Supplier<T> load, Consumer<T> tooLate) {
        CompletableFuture<T> loaded = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        T result = load.get();
                        if (!loaded.complete(result)) {
                            tooLate.accept(result);
                        }
                    } catch (RuntimeException | Error e) {
                        Survival.saw(e);
                        loaded.completeExceptionally(e);
                    }
                },
                "generation-load");
        thread.setDaemon(true);
        thread.start();
        try {
            return loaded.orTimeout(most.toMillis(), TimeUnit.MILLISECONDS).get();
        } catch (ExecutionException e) {
            thread.interrupt();
            throw refused(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            loaded.cancel(false);
            thread.interrupt();
            throw new IllegalStateException("stopped while a generation was loaded", e);
        }
    }

    /** Whatever it is, be it an error of the JVM: what serves has to go on. */
    private InvalidFilesException refused(Throwable cause) {
        if (cause instanceof InvalidFilesException invalid) {
            return invalid;
        }
        String reason = cause instanceof TimeoutException
                ? "took longer than " + most.toSeconds() + " s to start"
                : "could not be loaded: " + cause;
        return new InvalidFilesException(List.of(new Problem(GenerationFiles.ROUTES, 0, reason)), cause);
    }
}
