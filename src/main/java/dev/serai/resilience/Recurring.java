package dev.serai.resilience;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.context.SmartLifecycle;

/** What does its work again and again, on one thread of its own, while the application runs. */
public abstract class Recurring implements SmartLifecycle {

    private final String thread;
    private ScheduledExecutorService timer;

    /**
     * Does nothing yet.
     *
     * @param thread the thread's name
     */
    protected Recurring(String thread) {
        this.thread = thread;
    }

    /** Says by {@link #every} what is done; called at each start. */
    protected abstract void begin();

    /**
     * Does something again and again from now on.
     *
     * @param first how long until the first round
     * @param pause between a round's end and the next one
     * @param failed is told what a round throws; one failure must not end the rounds
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
        timer = BackgroundTimer.named(thread);
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
