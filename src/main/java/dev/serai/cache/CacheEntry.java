package dev.serai.cache;

/**
 * An answer that is kept, without what it says.
 *
 * @param project whose it is: the project, or the caller where that has none
 * @param endpoint the format that clients ask in, and the operation
 * @param hits how often it was given
 * @param freshSeconds for how long it is given yet; 0 where only if nobody can answer
 */
public record CacheEntry(
        String key,
        String project,
        String model,
        String endpoint,
        long bytes,
        long hits,
        long ageSeconds,
        long freshSeconds) {

    private static final long SECOND = 1_000_000_000L;

    static CacheEntry of(CacheKey key, CachedAnswer answer, long now) {
        long age = answer.times().age(now);
        return new CacheEntry(
                key.digest(),
                key.tenant(),
                key.model(),
                key.endpoint(),
                answer.length(),
                answer.hits().sum(),
                age / SECOND,
                Math.max(0, answer.times().fresh() - age) / SECOND);
    }
}
