package dev.serai.support;

import dev.serai.wire.Memory;

/** Memory without a bound, which notes the most that was taken of it at a time. */
public final class Counted implements Memory {

    private long taken;
    private long most;

    @Override
    public void take(long bytes) {
        taken += bytes;
        most = Math.max(most, taken);
    }

    @Override
    public void give(long bytes) {
        taken -= bytes;
    }

    /** What is taken now. */
    public long taken() {
        return taken;
    }

    /** The most that was. */
    public long most() {
        return most;
    }
}
