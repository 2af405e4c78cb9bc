package dev.serai.time;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Timers of our own: one thread each, under a name for thread dumps, which keeps no JVM alive. What is done again and again
 * goes on whatever a round throws; and while the thread is dead or stuck the process says that it is not well.
 */
public final class BackgroundTimer extends ScheduledThreadPoolExecutor {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final long BEAT_MILLIS = 1000;

    private final String name;
    private final Pulse pulse;

    private BackgroundTimer(String name, Duration longest) {
        super(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        this.name = name;
        this.pulse = Pulse.of(name, longest);
        var unused = super.scheduleWithFixedDelay(pulse::beat, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A timer whose rounds take five minutes at most. */
    public static ScheduledExecutorService named(String name) {
        return named(name, LONGEST);
    }

    /**
     * A timer.
     *
     * @param longest how long a round may take; a thread that is busy for longer is believed to be stuck
     */
    public static ScheduledExecutorService named(String name, Duration longest) {
        return new BackgroundTimer(name, longest);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable once, long delay, TimeUnit unit) {
        return super.schedule(() -> Survival.of(name, once), delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable round, long first, long pause, TimeUnit unit) {
        return super.scheduleWithFixedDelay(() -> Survival.of(name, round), first, pause, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable round, long first, long period, TimeUnit unit) {
        return super.scheduleAtFixedRate(() -> Survival.of(name, round), first, period, unit);
    }

    @Override
    public void shutdown() {
        pulse.close();
        super.shutdown();
    }

    @Override
    protected void terminated() {
        pulse.close(); // also after shutdownNow
    }
}
