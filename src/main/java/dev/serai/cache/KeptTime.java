package dev.serai.cache;

import com.github.benmanes.caffeine.cache.Expiry;

/** Each answer has a time of its own, which is longer the more it is used. */
final class KeptTime implements Expiry<CacheKey, CachedAnswer> {

    @Override
    public long expireAfterCreate(CacheKey key, CachedAnswer answer, long now) {
        return left(answer, answer.hits().sum(), now);
    }

    @Override
    public long expireAfterUpdate(CacheKey key, CachedAnswer answer, long now, long left) {
        return left(answer, answer.hits().sum(), now);
    }

    @Override
    public long expireAfterRead(CacheKey key, CachedAnswer answer, long now, long left) {
        return left(answer, answer.hits().sum() + 1, now); // the one that is on its way
    }

    private static long left(CachedAnswer answer, long uses, long now) {
        return Math.max(0, answer.lifetime().kept(uses) - answer.lifetime().age(now));
    }
}
