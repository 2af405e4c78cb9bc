package dev.serai.condensing;

/**
 * How many tokens a target has room for.
 *
 * @param window all that it takes, prompt and answer
 * @param answer what the answer may have; negative where the caller does not say
 */
record Room(long window, long answer) {

    private static final long USUAL_ANSWER = 4096;
    private static final long LARGEST_CHUNK = 8192;
    private static final long LONGEST_SUMMARY = 2048;

    /** What a prompt may have at most. */
    long most() {
        return window - Math.min(window / 2, Math.max(0, answer)); // some take what may be too much for an answer
    }

    /** What a prompt is made to fit: providers count otherwise than we do, by a little. */
    long target() {
        long left = answer < 0 ? window - Math.min(USUAL_ANSWER, window / 4) : most();
        return left - left / 16;
    }

    /**
     * What is summarised at a time. It depends on the window alone, and is a power of two: where chunks end must not
     * change with the next request, nor between targets that are nearly alike.
     */
    int chunk() {
        return (int) Math.min(LARGEST_CHUNK, Long.highestOneBit(Math.max(64, window / 4)));
    }

    /** What a summary may have. */
    int summary() {
        return (int) Math.min(LONGEST_SUMMARY, chunk() / 2);
    }
}
