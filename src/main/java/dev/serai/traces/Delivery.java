package dev.serai.traces;

import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Batches of spans go to a collector. One that is away is told of once, and once when it is back. */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final SpanExporter exporter;
    private final String endpoint;
    private final Duration timeout;
    private final LongAdder delivered = new LongAdder();
    private final LongAdder undelivered = new LongAdder();
    private boolean away;
    private volatile boolean closed;

    /**
     * Takes who sends them.
     *
     * @param endpoint for people
     * @param timeout after which a batch is lost
     */
    Delivery(SpanExporter exporter, String endpoint, Duration timeout) {
        this.exporter = exporter;
        this.endpoint = endpoint;
        this.timeout = timeout;
    }

    Duration timeout() {
        return timeout;
    }

    /** Spans that the collector has taken. */
    long delivered() {
        return delivered.sum();
    }

    /** Spans that it did not take. */
    long undelivered() {
        return undelivered.sum();
    }

    /** Waits until a batch is there, or lost. */
    void send(List<SpanData> batch) {
        boolean there = false;
        String why = "closed";
        try {
            if (!closed) {
                CompletableResultCode result = exporter.export(batch);
                result.join(timeout.toMillis(), TimeUnit.MILLISECONDS);
                there = result.isSuccess();
                why = result.isDone() ? reason(result.getFailureThrowable()) : "no answer within " + timeout;
            }
        } catch (RuntimeException e) {
            why = reason(e);
        } finally { // whatever is thrown, these are gone
            (there ? delivered : undelivered).add(batch.size());
        }
        tell(there, why);
    }

    private void tell(boolean there, String why) {
        if (closed) {
            return;
        }
        if (!there && !away) {
            LOG.warn(
                    "Spans do not reach {}: {}. Requests are served as ever, and spans that cannot wait are lost",
                    endpoint,
                    why);
        } else if (there && away) {
            LOG.info("Spans reach {} again", endpoint);
        }
        away = !there;
    }

    /** The innermost cause says it, in one line. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        if (cause == null) {
            return "it does not take them";
        }
        if (cause instanceof FailedExportException.HttpExportException refused && refused.getResponse() != null) {
            return "status " + refused.getResponse().statusCode();
        }
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }

    /** Sends nothing any more. What is under way is not waited for. */
    void close() {
        closed = true;
        exporter.shutdown();
    }
}
