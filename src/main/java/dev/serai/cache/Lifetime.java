package dev.serai.cache;

/**
 * For how long an answer is given, by a clock of nanoseconds: the longer, the more it is used. Each doubling of its uses adds
 * the time that it had at first, up to a bound.
 *
 * @param made when
 * @param fresh for how long it is given as it is, where nobody has used it
 * @param longest the same, however much it is used
 * @param stale for how long after that it is there yet, to be given where nobody can answer
 */
record Lifetime(long made, long fresh, long longest, long stale) {

    private static final double LN_2 = Math.log(2);

    /** How old it is. */
    long age(long now) {
        return Math.max(0, now - made);
    }

    /** For how long it is given as it is, after so many uses. */
    long fresh(long uses) {
        return Math.min(longest, Math.round(fresh * (1 + Math.log1p((double) uses) / LN_2)));
    }

    /** For how long it is there at all. */
    long kept(long uses) {
        long given = fresh(uses);
        return given > Long.MAX_VALUE - stale ? Long.MAX_VALUE : given + stale;
    }
}
