package dev.serai.wire;

/**
 * What a request may keep in memory. Whoever is about to make room for a body, or for what is made of one, takes the bytes
 * first; what was not given back by then is, once, when the request has ended.
 */
public interface Memory {

    /** Where nobody counts: at a terminal, in tests. */
    Memory UNCOUNTED = new Memory() {
        @Override
        public void take(long bytes) {}

        @Override
        public void give(long bytes) {}
    };

    /**
     * Takes bytes that are needed now.
     *
     * @throws MemoryShort if there are none
     */
    void take(long bytes);

    /** Gives bytes back before the end. */
    void give(long bytes);

    /** Whether the request has ended: who works for it yet, as a tap of a route does, gets nothing of it. */
    default boolean ended() {
        return false;
    }

    /** A share of it that is given back as a whole. */
    default Share share() {
        return new Share(this);
    }

    /** What one attempt or one step takes of a request's memory. For one thread at a time. */
    final class Share implements Memory, AutoCloseable {

        private final Memory whole;
        private long taken;

        private Share(Memory whole) {
            this.whole = whole;
        }

        @Override
        public void take(long bytes) {
            whole.take(bytes);
            taken += bytes;
        }

        @Override
        public void give(long bytes) {
            whole.give(bytes);
            taken -= bytes;
        }

        /** Bytes that are taken of it. */
        public long taken() {
            return taken;
        }

        @Override
        public boolean ended() {
            return whole.ended();
        }

        /** Gives back what was taken of it. */
        @Override
        public void close() {
            if (taken != 0) {
                give(taken);
            }
        }
    }
}
