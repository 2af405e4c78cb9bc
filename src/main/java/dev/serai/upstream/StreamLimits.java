package dev.serai.upstream;

import dev.serai.resilience.Retryable;
import dev.serai.resilience.Watchdog;
import dev.serai.wire.ProviderStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The time limits of an answer that is under way: idle between events, and total. */
final class StreamLimits {

    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(1);

    private StreamLimits() {}

    /** Ends a stream that is silent or lasts too long, and lets go of it when it is closed. */
    static void watch(Watchdog watchdog, ProviderStream stream, Provider provider) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(provider.millis("totalTimeout"));
        long idle = TimeUnit.MILLISECONDS.toNanos(provider.millis("idleTimeout"));
        Watchdog.Watched limits = now -> {
            if (stream.silentNanos(now) > (stream.closing() ? END_NANOS : idle)) {
                stream.exceeded("idle timeout");
            } else if (now - deadline > 0) {
                stream.exceeded("total timeout");
            }
        };
        stream.onClose(() -> watchdog.release(limits));
        watchdog.watch(limits);
    }

    /**
     * Reads a body to its end within the total limit.
     *
     * @throws Retryable 504 if it takes longer
     * @throws IOException if it breaks
     */
    static byte[] readWhole(Watchdog watchdog, UpstreamBody body, Provider provider) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(provider.millis("totalTimeout"));
        Watchdog.Watched limit = now -> {
            if (now - deadline > 0) {
                body.abort();
            }
        };
        watchdog.watch(limit);
        try (body) {
            return body.readAllBytes();
        } catch (IOException e) {
            if (System.nanoTime() - deadline > 0) {
                throw UpstreamErrors.timedOut(provider.name(), "total timeout");
            }
            throw e;
        } finally {
            watchdog.release(limit);
        }
    }
}
