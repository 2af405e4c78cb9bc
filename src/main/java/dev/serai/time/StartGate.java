package dev.serai.time;

import org.springframework.context.SmartLifecycle;

/**
 * Where the start waits for what loads beside it: nothing of a later phase begins before.
 *
 * @param phase what has to be started before is of earlier ones
 * @param awaited returns when the start may go on; what it throws ends the start
 */
public record StartGate(int phase, Runnable awaited) implements SmartLifecycle {

    @Override
    public void start() {
        awaited.run();
    }

    @Override
    public void stop() {
        // nothing runs
    }

    @Override
    public boolean isRunning() {
        return false;
    }

    @Override
    public int getPhase() {
        return phase;
    }
}
