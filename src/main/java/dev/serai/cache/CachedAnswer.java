package dev.serai.cache;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Replayed;
import dev.serai.wire.TreeSize;
import java.util.concurrent.atomic.LongAdder;

/**
 * An answer, as it came from a route.
 *
 * @param form what it came as
 * @param said it in a client's own words, which are not OpenAI's; null where there are none
 * @param chat it in OpenAI's words; null where it cannot be put in them
 * @param usage OpenAI's usage object, or null
 * @param lifetime when it was made, and until when it is given
 * @param standing as what it is kept, and of what it came
 * @param hits how often it was given
 */
record CachedAnswer(
        Form form,
        byte[] said,
        byte[] chat,
        JsonNode usage,
        long textBytes,
        String provider,
        String model,
        Lifetime lifetime,
        Standing standing,
        LongAdder hits)
        implements Replayed {

    private static final long MOST_USAGE = 1 << 14;
    private static final int PER_VALUE = 16;
    private static final int OBJECTS = 512;

    /** How an answer comes. */
    enum Form {
        WHOLE,
        /** In events, without the last one that says what it used. */
        STREAM,
        /** In events, that one included. */
        STREAM_WITH_USAGE;

        boolean isStream() {
            return this != WHOLE;
        }
    }

    /** For how long it is given as it is, used as much as it has been. */
    long fresh() {
        return lifetime.fresh(hits.sum());
    }

    /** Its bytes, as one of its words has them. */
    long length() {
        return (said == null ? 0L : said.length) + (chat == null ? 0L : chat.length);
    }

    /** What it takes of the heap, about. */
    int weight() {
        long weight = CacheKey.WEIGHT + OBJECTS + length();
        weight += usage == null ? 0 : PER_VALUE * TreeSize.weight(usage, MOST_USAGE);
        return (int) Math.min(Integer.MAX_VALUE, weight);
    }

    /** The same as who asks for it now keeps it: what holds for categories may be other than it was. */
    CachedAnswer keptAs(Standing asked) {
        Standing now = new Standing(asked.category(), asked.priority(), asked.owner(), standing.under());
        return new CachedAnswer(form, said, chat, usage, textBytes, provider, model, lifetime, now, hits);
    }

    /** Whether its usage is one that may be kept: providers could put anything into it. */
    static JsonNode bounded(JsonNode usage) {
        return usage == null || TreeSize.weight(usage, MOST_USAGE) > MOST_USAGE ? null : usage;
    }
}
