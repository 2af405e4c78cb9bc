package dev.serai.semantic;

/**
 * A vector of length 1 that says what a text means, to be compared with those of the same space alone.
 *
 * @param space who made it: vectors of two models say nothing of each other, be they of the same length
 */
record Embedding(String space, float[] values) {

    /** No model's is longer. */
    static final int LONGEST = 16_384;

    /**
     * That of a vector of any length; null where it has no direction, or none that can be known.
     *
     * @param values is taken over
     */
    static Embedding of(String space, float[] values) {
        double square = 0;
        for (float value : values) {
            square += (double) value * value;
        }
        double length = Math.sqrt(square);
        if (!(length > Float.MIN_NORMAL) || Double.isInfinite(length)) { // NaN neither
            return null;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (values[i] / length);
        }
        return new Embedding(space, values);
    }

    /** Whether both can be compared. */
    boolean isComparable(Embedding other) {
        return space.equals(other.space) && values.length == other.values.length;
    }

    /** The cosine of the angle between both, from -1 to 1. */
    double similarity(Embedding other) {
        float[] a = values;
        float[] b = other.values;
        // four sums at a time, which do not wait for each other
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return Math.max(-1, Math.min(1, s0 + s1 + s2 + s3));
    }

    /** What it takes of the heap. */
    long weight() {
        return 64L + (long) Float.BYTES * values.length;
    }
}
