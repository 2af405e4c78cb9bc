package dev.serai.cache;

import com.github.benmanes.caffeine.cache.Expiry;

/** Each answer has a time of its own, which looking at it does not change. */
final class KeptTime implements Expiry<CacheKey, CachedAnswer> {

    @Override
    public long expireAfterCreate(CacheKey key, CachedAnswer answer, long now) {
        return answer.times().kept() - answer.times().age(now);
    }

    @Override
    public long expireAfterUpdate(CacheKey key, CachedAnswer answer, long now, long left) {
        return answer.times().kept() - answer.times().age(now);
    }

    @Override
    public long expireAfterRead(CacheKey key, CachedAnswer answer, long now, long left) {
        return left;
    }
}
