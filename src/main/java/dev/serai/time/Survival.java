package dev.serai.time;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For work that has to go on whatever it throws, an {@link Error} of the JVM included: a thread that ends by one takes all
 * its later work with it, and nobody notices. Each kind is told once a minute at most.
 */
public final class Survival {

    private static final Logger LOG = LoggerFactory.getLogger(Survival.class);
    private static final int MOST_KINDS = 1000;
    private static final long SILENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** When a kind was last told. Works and classes are few, but some works have a name of a file in them. */
    private static final Map<String, Long> TOLD = new ConcurrentHashMap<>();

    private static final LongAdder OUT_OF_MEMORY = new LongAdder();

    private Survival() {}

    /**
     * Does it, and survives it.
     *
     * @param work what it is, for the log
     * @return whether it threw nothing
     */
    public static boolean of(String work, Runnable round) {
        try {
            round.run();
            return true;
        } catch (Throwable e) { // whatever it is: the next round has to come
            note(work, e);
            return false;
        }
    }

    /**
     * Tells of what was survived; never throws.
     *
     * @param work in which it was thrown
     */
    public static void note(String work, Throwable thrown) {
        try {
            saw(thrown);
            long now = System.nanoTime();
            String kind = work + " " + thrown.getClass().getName();
            Long told = TOLD.get(kind);
            if (told == null || now - told > SILENCE_NANOS) {
                if (TOLD.size() >= MOST_KINDS) {
                    TOLD.clear();
                }
                TOLD.put(kind, now);
                LOG.error("{} failed and goes on", work, thrown);
            }
        } catch (Throwable e) {
            saw(e); // to tell takes memory, too
        }
    }

    /** Counts what says that memory has run out, for {@link Vitals}; anything else is no concern of this. */
    public static void saw(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof OutOfMemoryError) {
                OUT_OF_MEMORY.increment();
                return;
            }
            cause = cause.getCause();
        }
    }

    /** How often memory was seen to run out. */
    static long outOfMemory() {
        return OUT_OF_MEMORY.sum();
    }
}
