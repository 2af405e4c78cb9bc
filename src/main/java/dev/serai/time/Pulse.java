package dev.serai.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sign of life of one of our threads that live as long as the process: it beats at each round. {@link Vitals} sees
 * which are silent, be they dead or stuck.
 */
final class Pulse implements AutoCloseable {

    private static final Set<Pulse> ALL = ConcurrentHashMap.newKeySet();

    private final String thread;
    private final long longestNanos;
    private volatile long last = System.nanoTime();

    private Pulse(String thread, Duration longest) {
        this.thread = thread;
        this.longestNanos = longest.toNanos();
    }

    /**
     * Begins to be watched.
     *
     * @param longest how long a round may take before it is given up: longer than anything that it waits for
     */
    static Pulse of(String thread, Duration longest) {
        Pulse pulse = new Pulse(thread, longest);
        ALL.add(pulse);
        return pulse;
    }

    /** Says that the thread is alive. */
    void beat() {
        last = System.nanoTime();
    }

    /** The thread has ended as it should. */
    @Override
    public void close() {
        ALL.remove(this);
    }

    /** The threads that have been silent for too long. */
    static List<String> silent(long nowNanos) {
        List<String> silent = new ArrayList<>();
        for (Pulse pulse : ALL) {
            if (nowNanos - pulse.last > pulse.longestNanos) {
                silent.add(pulse.thread);
            }
        }
        return silent;
    }
}
