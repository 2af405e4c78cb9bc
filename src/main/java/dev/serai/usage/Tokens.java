package dev.serai.usage;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What an answer used. Counts are inclusive, as OpenAI's are: the prompt contains its cached, cache-written, audio and
 * image tokens, the completion its reasoning and audio tokens. Counts below zero become zero, and parts that exceed
 * their whole are cut to it, so that no cost is ever negative.
 *
 * @param prompt everything that was read
 * @param completion everything that was written
 * @param cached of the prompt, read from the provider's cache
 * @param cacheWrite of the prompt, written to the provider's cache
 * @param reasoning of the completion
 * @param audioPrompt of the prompt
 * @param audioCompletion of the completion
 * @param image of the prompt
 */
public record Tokens(
        long prompt,
        long completion,
        long cached,
        long cacheWrite,
        long reasoning,
        long audioPrompt,
        long audioCompletion,
        long image) {

    private static final long MOST = Storable.MOST_TOKENS;

    public Tokens {
        prompt = within(MOST, prompt);
        cached = within(prompt, cached);
        cacheWrite = within(prompt - cached, cacheWrite);
        audioPrompt = within(prompt - cached - cacheWrite, audioPrompt);
        image = within(prompt - cached - cacheWrite - audioPrompt, image);
        completion = within(MOST, completion);
        reasoning = within(completion, reasoning);
        audioCompletion = within(completion - reasoning, audioCompletion);
    }

    /**
     * Reads a {@code usage} object; what it does not say, or says as anything but a number, counts as zero.
     *
     * @param usage of a chat, a completion or embeddings; may be null
     */
    public static Tokens of(JsonNode usage) {
        return new Tokens(
                count(usage, "prompt_tokens"),
                count(usage, "completion_tokens"),
                count(usage, "prompt_tokens_details", "cached_tokens"),
                count(usage, "prompt_tokens_details", "cache_write_tokens"),
                count(usage, "completion_tokens_details", "reasoning_tokens"),
                count(usage, "prompt_tokens_details", "audio_tokens"),
                count(usage, "completion_tokens_details", "audio_tokens"),
                count(usage, "prompt_tokens_details", "image_tokens"));
    }

    /** The same, with other totals. */
    Tokens with(long otherPrompt, long otherCompletion) {
        return new Tokens(
                otherPrompt, otherCompletion, cached, cacheWrite, reasoning, audioPrompt, audioCompletion, image);
    }

    /** Prompt and completion. */
    public long total() {
        return prompt + completion;
    }

    /** The prompt's tokens that have no rate of their own. */
    long plainPrompt() {
        return prompt - cached - cacheWrite - audioPrompt - image;
    }

    /** The completion's tokens that have no rate of their own. */
    long plainCompletion() {
        return completion - reasoning - audioCompletion;
    }

    private static long within(long most, long count) {
        return Math.max(0, Math.min(most, count));
    }

    private static long count(JsonNode usage, String... path) {
        JsonNode node = usage;
        for (String name : path) {
            node = node == null ? null : node.get(name);
        }
        return node != null && node.isNumber() && node.canConvertToLong() ? node.longValue() : 0;
    }
}
