package dev.serai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.prices.TokenCounts;

/**
 * A provider's {@code usage} object, each count of it held against what was seen: what cannot be is replaced by an estimate.
 * Nothing is free because a provider counts wrong.
 *
 * @param tokens as it says, or as they are estimated
 * @param believed whether all counts are the provider's
 */
record Reported(TokenCounts tokens, boolean believed) {

    /** More than any request reads or writes. */
    private static final long MOST = 100_000_000;

    /** By how much text can have fewer tokens than it is estimated to have. */
    private static final long DENSEST = 8;

    /** Nobody counts a word or two too little to be paid for. */
    private static final long A_WORD = 2;

    private static final long NONE = -1;
    private static final String PROMPT_DETAILS = "prompt_tokens_details";
    private static final String COMPLETION_DETAILS = "completion_tokens_details";

    /**
     * What was seen.
     *
     * @param prompt estimated tokens
     * @param text estimated tokens of the text that came
     * @param writes whether the answer is text: embeddings have no completion
     * @param whole whether the answer was there to its end: else it counts to which there was none yet
     */
    record Seen(long prompt, long text, boolean writes, boolean whole) {}

    /** Reads a usage object; may be null. */
    static Reported of(JsonNode usage, Seen seen) {
        long total = count(usage, "total_tokens");
        long prompt = count(usage, "prompt_tokens");
        long completion = seen.writes ? count(usage, "completion_tokens") : 0;
        boolean believed = seen.whole;
        if (prompt == NONE || (prompt == 0 && seen.prompt > 0)) {
            prompt = likely(total - Math.max(0, completion), seen.prompt);
            believed = false;
        }
        if (completion == NONE || DENSEST * completion + (believed ? A_WORD : 0) < seen.text) {
            completion = likely(total - prompt, seen.text);
            believed = false;
        }
        if (!seen.whole) {
            completion = Math.max(completion, seen.text);
        } else if (total != NONE && total != prompt + completion && seen.writes) {
            completion = Math.max(completion, total - prompt); // thoughts that are counted nowhere else, mostly
            believed = false;
        }
        long reasoning = Math.max(0, count(member(usage, COMPLETION_DETAILS), "reasoning_tokens"));
        if (reasoning > completion) {
            completion += reasoning; // it was not in it
            believed = false;
        }
        return new Reported(detailed(usage, prompt, completion, reasoning), believed);
    }

    /** What the others leave of the total, unless that is far less than was seen. */
    private static long likely(long left, long seen) {
        return left > 0 && DENSEST * left >= seen ? left : seen;
    }

    private static TokenCounts detailed(JsonNode usage, long prompt, long completion, long reasoning) {
        JsonNode read = member(usage, PROMPT_DETAILS);
        return new TokenCounts(
                prompt,
                completion,
                part(read, prompt, "cached_tokens"),
                part(read, prompt, "cache_write_tokens"),
                part(read, prompt, "cache_write_1h_tokens"),
                reasoning,
                part(read, prompt, "audio_tokens"),
                part(member(usage, COMPLETION_DETAILS), completion, "audio_tokens"),
                part(read, prompt, "image_tokens"));
    }

    /** A part that is larger than its whole is none: what is left then has the rate of the whole. */
    private static long part(JsonNode details, long whole, String name) {
        long count = count(details, name);
        return count > whole ? 0 : Math.max(0, count);
    }

    /** A count; -1 where there is none, or no number that counts anything. */
    private static long count(JsonNode object, String name) {
        JsonNode node = member(object, name);
        if (node == null || !node.isNumber()) {
            return NONE;
        }
        double value = node.doubleValue();
        return value >= 0 && value <= MOST && value == Math.rint(value) ? (long) value : NONE;
    }

    private static JsonNode member(JsonNode object, String name) {
        return object == null ? null : object.get(name);
    }
}
