package dev.serai.time;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.context.SmartLifecycle;

/** What does its work again and again, on one thread of its own, while the application runs. */
public abstract class Recurring implements SmartLifecycle {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final String thread;
    private final Duration longest;
    private ScheduledExecutorService timer;

    /**
     * Does nothing yet.
     *
     * @param thread the thread's name
     */
    protected Recurring(String thread) {
        this(thread, LONGEST);
    }

    /**
     * Does nothing yet.
     *
     * @param thread the thread's name
     * @param longest how long a round may take: a thread that is busy for longer is believed to be stuck
     */
    protected Recurring(String thread, Duration longest) {
        this.thread = thread;
        this.longest = longest;
    }

    /** Says by {@link #every} what is done; called at each start. */
    protected abstract void begin();

    /**
     * Does something again and again from now on.
     *
     * @param first how long until the first round
     * @param pause between a round's end and the next one
     * @param failed is told what a round throws; one failure must not end the rounds, and neither must an {@link Error}
     */
    protected final void every(Duration first, Duration pause, Runnable round, Consumer<RuntimeException> failed) {
        Runnable guarded = () -> {
            try {
                round.run();
            } catch (RuntimeException e) {
                failed.accept(e);
            }
        };
        var unused = timer.scheduleWithFixedDelay(guarded, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public final void start() {
        timer = BackgroundTimer.named(thread, longest);
        begin();
    }

    @Override
    public final void stop() {
        timer.shutdownNow();
        timer = null;
    }

    @Override
    public final boolean isRunning() {
        return timer != null;
    }
}
