package dev.serai.http;

import dev.serai.call.Call;
import dev.serai.time.Survival;
import dev.serai.time.Watchdog;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;

/**
 * A stream whose head is sent before anybody is asked to answer, since a conversation is made to fit for longer than clients may
 * wait without a word. From then on a failure is an event, whatever its status would have been.
 */
final class EarlyStream implements Watchdog.Watched {

    private static final byte[] COMMENT = ": condensing\n".getBytes(StandardCharsets.US_ASCII);

    private final EarlyStreams all;
    private final Call call;
    private final HttpServletResponse response;
    private final Client client;
    private final long sinceNanos = System.nanoTime();
    private boolean over;
    private KeepAlives.Watch watch;

    EarlyStream(EarlyStreams all, Call call, HttpServletResponse response, Client client) {
        this.all = all;
        this.call = call;
        this.response = response;
        this.client = client;
    }

    @Override
    public void check(long nowNanos) {
        if (nowNanos - sinceNanos < all.patienceNanos()) {
            return;
        }
        try {
            all.writers().execute(() -> Survival.of("The beginning of a stream", this::begin));
            all.watchdog().release(this);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            Survival.saw(e); // no thread is free: the next look tries again
        }
    }

    private void begin() {
        client.connection().lock();
        try {
            if (over || call.outcome().over()) {
                return;
            }
            response.setStatus(200);
            response.setHeader("Content-Type", RouteAnswer.EVENTS);
            response.setHeader("Cache-Control", "no-cache");
            byte[] ping = Responses.ping(call);
            OutputStream out = client.delivery(response.getOutputStream());
            watch = all.keepAlives().watch(out, call::abort, client.connection(), ping);
            byte[] first = ping.length == 0 ? COMMENT : ping;
            watch.write(first, first.length, false);
        } catch (IOException gone) {
            call.abort();
        } finally {
            client.connection().unlock();
        }
    }

    /** The answer is there, or a failure: who writes that has the connection alone. Whether the head is out. */
    boolean end() {
        all.watchdog().release(this);
        client.connection().lock();
        try {
            over = true;
        } finally {
            client.connection().unlock();
        }
        if (watch != null) {
            watch.close();
        }
        return watch != null;
    }
}
