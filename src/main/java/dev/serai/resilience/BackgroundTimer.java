package dev.serai.resilience;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Timers of our own: one thread each, under a name for thread dumps, which keeps no JVM alive. */
public final class BackgroundTimer {

    private BackgroundTimer() {}

    public static ScheduledExecutorService named(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
