package dev.serai.call;

import dev.serai.provider.Timers;
import dev.serai.stream.ProviderStream;
import dev.serai.time.Watchdog;
import java.util.concurrent.TimeUnit;

/**
 * The timers of one attempt but that of connecting: a blocked read cannot look at the clock itself. What exceeds one is
 * broken off, and its failure says which it was.
 */
public final class Deadlines implements Watchdog.Watched {

    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Watchdog watchdog;
    private final Timers timers;
    private final long beganNanos = System.nanoTime();
    private volatile Runnable breakOff;
    private volatile UpstreamBody body;
    private volatile ProviderStream stream;
    private volatile String exceeded;
    private volatile long sentNanos;

    private Deadlines(Watchdog watchdog, Timers timers, Runnable breakOff) {
        this.watchdog = watchdog;
        this.timers = timers;
        this.breakOff = breakOff;
    }

    /** Begins to wait for the headers. */
    public static Deadlines begin(Watchdog watchdog, Timers timers, Runnable breakOff) {
        Deadlines deadlines = new Deadlines(watchdog, timers, breakOff);
        watchdog.watch(deadlines);
        return deadlines;
    }

    /** A part of what the client still sends was passed on: the answer is awaited from the last of them on. */
    public void sends() {
        sentNanos = System.nanoTime();
    }

    /** The headers are there: the body is awaited. */
    public void reads(UpstreamBody awaited) {
        breakOff = awaited::abort;
        body = awaited;
    }

    /** The body is a stream, which lets go of the timers when it is closed. */
    public void reads(ProviderStream awaited) {
        awaited.onClose(this::end);
        stream = awaited;
    }

    /** Nothing is awaited any more. */
    public void end() {
        watchdog.release(this);
    }

    /** The timer that was exceeded, by its name; null if none was. */
    String exceeded() {
        return exceeded;
    }

    @Override
    public void check(long nowNanos) {
        long since = nowNanos - beganNanos;
        if (isOver(since, timers.total())) {
            exceed("total timeout");
        } else if (stream != null) {
            checkStream(nowNanos, since);
        } else if (body == null) {
            exceedIf(isOver(sinceSent(nowNanos), timers.headers()), "headers timeout");
        } else if (body.lastNanos() == 0) {
            exceedIf(isOver(sinceSent(nowNanos), timers.firstToken()), "first token timeout");
        } else {
            exceedIf(isOver(body.silentNanos(nowNanos), timers.idle()), "idle timeout");
        }
    }

    private long sinceSent(long nowNanos) {
        return nowNanos - (sentNanos == 0 ? beganNanos : sentNanos);
    }

    private void checkStream(long nowNanos, long since) {
        if (stream.closing()) {
            exceedIf(stream.silentNanos(nowNanos) > END_NANOS, "idle timeout");
        } else if (stream.hasContent()) {
            exceedIf(isOver(stream.silentNanos(nowNanos), timers.idle()), "idle timeout");
        } else {
            exceedIf(isOver(since, timers.firstToken()), "first token timeout");
        }
    }

    private static boolean isOver(long nanos, long millis) {
        return nanos > TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void exceedIf(boolean over, String timer) {
        if (over) {
            exceed(timer);
        }
    }

    private void exceed(String timer) {
        end();
        exceeded = timer;
        if (stream != null) {
            stream.exceeded(timer);
        } else {
            breakOff.run();
        }
    }
}
