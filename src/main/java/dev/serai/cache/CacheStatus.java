package dev.serai.cache;

import java.util.Locale;

/** What became of a request where answers are kept: the header {@code x-serai-cache}, and the variable {@code cacheStatus}. */
enum CacheStatus {
    HIT,
    /** What another one was answered, who asked the same in other words. */
    SEMANTIC,
    MISS,
    STALE,
    /** Neither looked for nor kept. */
    BYPASS,
    /** Asked anew, and kept. */
    REFRESH;

    private final String word = name().toLowerCase(Locale.ROOT);

    String word() {
        return word;
    }
}
