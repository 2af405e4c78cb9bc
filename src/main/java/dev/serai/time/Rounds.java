package dev.serai.time;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A thread of its own for what waits by itself between its rounds, which keeps no JVM alive. It goes on whatever a round
 * throws, and while it is dead or stuck the process says that it is not well.
 */
public final class Rounds {

    private static final long PAUSE_MILLIS = 1000;

    private final String name;
    private final BooleanSupplier round;
    private final Pulse pulse;
    private final Thread thread;

    private Rounds(String name, Duration longest, BooleanSupplier round) {
        this.name = name;
        this.round = round;
        this.pulse = Pulse.of(name, longest);
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /**
     * Begins.
     *
     * @param longest how long a round may take, its waiting included
     * @param round gives whether another one is to follow
     */
    public static Rounds begin(String name, Duration longest, BooleanSupplier round) {
        Rounds rounds = new Rounds(name, longest, round);
        rounds.thread.start();
        return rounds;
    }

    private void run() {
        boolean[] more = {true};
        while (more[0]) {
            pulse.beat();
            if (!Survival.of(name, () -> more[0] = round.getAsBoolean())) {
                more[0] = pause();
            }
        }
        pulse.close();
    }

    /** What fails at once is not tried again at once; gives whether it is to be tried again at all. */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The thread, to wake it, to wait for its end, or to interrupt it: then a round that throws is the last one. */
    public Thread thread() {
        return thread;
    }
}
