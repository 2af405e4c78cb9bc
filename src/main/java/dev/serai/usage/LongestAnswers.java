package dev.serai.usage;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.call.Target;
import dev.serai.time.HotCache;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Extent;

/** How long the answers of targets can be: as their providers' files say, or by those that they have given. */
final class LongestAnswers {

    /** The longest of a target's answers, and how many there were. */
    private record Longest(long tokens, int answers) {
        Longest with(long more) {
            return new Longest(Math.max(tokens, more), Math.min(ENOUGH, answers + 1));
        }
    }

    /** As many as most models can write at once. */
    private static final long UNKNOWN_LIMIT = 128_000;

    /** After so many answers it is known about how long they are. */
    private static final int ENOUGH = 20;

    private static final long MARGIN = 4;
    private static final long LEAST_LIMIT = 4096;

    /** Of the largest and finest that are made. */
    private static final long TOKENS_OF_AN_IMAGE = 16_384;

    /** Of sound that is heard or made, and of what is said in it: a few times what any model counts. */
    private static final long TOKENS_OF_A_SECOND = 64;

    private static final long TOKENS_OF_A_CHARACTER = 8;
    private static final long MILLIS = 1000;

    private final Cache<String, Longest> longest;

    /** Knows none yet, and later so many at most. */
    LongestAnswers(int most) {
        longest = HotCache.builder().maximumSize(most).build();
    }

    /** Of how many targets it knows. */
    long known() {
        return longest.estimatedSize();
    }

    /** How many tokens sound can have at most. */
    static long tokensOfSound(Extent extent) {
        return TOKENS_OF_A_SECOND * (extent.mostMilliseconds() / MILLIS);
    }

    /** As much as the model may write, or as what it works with lets it. */
    long limit(ApiRequest request, Target target, Extent extent) {
        long limit = limit(target);
        if (request.isText() || extent.equals(Extent.NONE)) {
            return limit;
        }
        long most = extent.images() > 0
                ? TOKENS_OF_AN_IMAGE
                : LEAST_LIMIT + tokensOfSound(extent) + TOKENS_OF_A_CHARACTER * extent.characters();
        return Math.min(limit, most);
    }

    private long limit(Target target) {
        long known =
                target.provider().settings(target.model()).path("maxTokens").asLong(0);
        if (known > 0) {
            return known;
        }
        Longest seen = longest.getIfPresent(target.toString());
        return seen == null || seen.answers < ENOUGH
                ? UNKNOWN_LIMIT
                : Math.min(UNKNOWN_LIMIT, Math.max(LEAST_LIMIT, MARGIN * seen.tokens));
    }

    /** Whether there is nothing to learn from an answer that is no longer than that. */
    boolean knows(Target target, long completion) {
        Longest seen = longest.getIfPresent(target.toString());
        return seen != null && seen.answers >= ENOUGH && seen.tokens >= completion;
    }

    /** Learns from an answer. */
    void learn(Target target, long completion) {
        if (!knows(target, completion)) {
            longest.asMap()
                    .merge(target.toString(), new Longest(completion, 1), (before, first) -> before.with(completion));
        }
    }
}
