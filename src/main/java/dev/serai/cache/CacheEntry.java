package dev.serai.cache;

/**
 * An answer that is kept, without what it says.
 *
 * @param project whose it is: the project, or the caller where that has none
 * @param category what it is for
 * @param priority from 1 to 5
 * @param endpoint the format that clients ask in, and the operation
 * @param hits how often it was given
 * @param freshSeconds for how long it is given yet, if nobody uses it; 0 where only if nobody can answer
 * @param files digest of those that made it
 * @param prices version of the price list of the time
 */
public record CacheEntry(
        String key,
        String project,
        String model,
        String endpoint,
        String category,
        int priority,
        long bytes,
        long hits,
        long ageSeconds,
        long freshSeconds,
        String files,
        String prices) {

    private static final long SECOND = 1_000_000_000L;

    static CacheEntry of(CacheKey key, CachedAnswer answer, long now) {
        long age = answer.lifetime().age(now);
        return new CacheEntry(
                key.digest(),
                answer.standing().owner(),
                key.model(),
                key.endpoint(),
                answer.standing().category(),
                answer.standing().priority(),
                answer.length(),
                answer.hits().sum(),
                age / SECOND,
                Math.max(0, answer.fresh() - age) / SECOND,
                answer.standing().under().files(),
                answer.standing().under().prices());
    }
}
