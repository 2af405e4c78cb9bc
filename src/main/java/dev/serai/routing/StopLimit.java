package dev.serai.routing;

import dev.serai.stream.StreamErrors;
import dev.serai.time.BackgroundTimer;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;

/**
 * A stop waits for requests under way, for so long. What takes longer is ended a little earlier, on record and not by a bare
 * cut: streams with an error event, other requests with an error.
 */
final class StopLimit implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StopLimit.class);

    private final Generations generations;
    private final long patienceMillis;
    private volatile ScheduledExecutorService timer;

    /**
     * Waits for nothing yet.
     *
     * @param limit how long a stop waits
     */
    StopLimit(Generations generations, Duration limit) {
        this.generations = generations;
        Duration half = limit.dividedBy(2);
        Duration words = Draining.LAST_WORDS.compareTo(half) < 0 ? Draining.LAST_WORDS : half;
        this.patienceMillis = limit.minus(words).toMillis();
    }

    @Override
    public void start() {
        timer = BackgroundTimer.named("stop-limit");
    }

    /** Begins together with the wait, which does not wait for this. */
    @Override
    public void stop(Runnable stopped) {
        var unused = timer.schedule(this::endAll, patienceMillis, TimeUnit.MILLISECONDS);
        stopped.run();
    }

    private void endAll() {
        LOG.warn("Requests that are still under way after {} s of stopping are ended", patienceMillis / 1000.0);
        generations.endAll(StreamErrors.stopped());
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }

    @Override
    public int getPhase() {
        return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE;
    }

    /** Nothing is under way any more. */
    void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
