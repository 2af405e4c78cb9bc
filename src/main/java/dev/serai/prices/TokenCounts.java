package dev.serai.prices;

/**
 * What an answer used. Counts are inclusive, as OpenAI's are: the prompt contains its cached, cache-written, audio and
 * image tokens, the completion its reasoning and audio tokens. Counts below zero become zero, and parts that exceed
 * their whole are cut to it, so that no cost is ever negative.
 *
 * @param prompt everything that was read
 * @param completion everything that was written
 * @param cached of the prompt, read from the provider's cache
 * @param cacheWrite of the prompt, written to the provider's cache
 * @param cacheWrite1h of those, written to be kept for an hour
 * @param reasoning of the completion
 * @param audioPrompt of the prompt
 * @param audioCompletion of the completion
 * @param image of the prompt
 * @param units what is paid for besides
 */
public record TokenCounts(
        long prompt,
        long completion,
        long cached,
        long cacheWrite,
        long cacheWrite1h,
        long reasoning,
        long audioPrompt,
        long audioCompletion,
        long image,
        Units units) {

    /** Nothing. */
    public static final TokenCounts NONE = new TokenCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static final long MOST = Storable.MOST_TOKENS;

    public TokenCounts {
        prompt = within(MOST, prompt);
        cached = within(prompt, cached);
        cacheWrite = within(prompt - cached, cacheWrite);
        cacheWrite1h = within(cacheWrite, cacheWrite1h);
        audioPrompt = within(prompt - cached - cacheWrite, audioPrompt);
        image = within(prompt - cached - cacheWrite - audioPrompt, image);
        completion = within(MOST, completion);
        reasoning = within(completion, reasoning);
        audioCompletion = within(completion - reasoning, audioCompletion);
    }

    /** Nothing but tokens. */
    public TokenCounts(
            long prompt,
            long completion,
            long cached,
            long cacheWrite,
            long cacheWrite1h,
            long reasoning,
            long audioPrompt,
            long audioCompletion,
            long image) {
        this(
                prompt,
                completion,
                cached,
                cacheWrite,
                cacheWrite1h,
                reasoning,
                audioPrompt,
                audioCompletion,
                image,
                Units.NONE);
    }

    /** A prompt and what is written for it. */
    public static TokenCounts of(long prompt, long completion) {
        return new TokenCounts(prompt, completion, 0, 0, 0, 0, 0, 0, 0);
    }

    /** Both together. */
    public TokenCounts plus(TokenCounts other) {
        return new TokenCounts(
                prompt + other.prompt,
                completion + other.completion,
                cached + other.cached,
                cacheWrite + other.cacheWrite,
                cacheWrite1h + other.cacheWrite1h,
                reasoning + other.reasoning,
                audioPrompt + other.audioPrompt,
                audioCompletion + other.audioCompletion,
                image + other.image,
                units.plus(other.units));
    }

    /** The same tokens, and these besides. */
    public TokenCounts with(Units besides) {
        return besides.equals(units)
                ? this
                : new TokenCounts(
                        prompt,
                        completion,
                        cached,
                        cacheWrite,
                        cacheWrite1h,
                        reasoning,
                        audioPrompt,
                        audioCompletion,
                        image,
                        besides);
    }

    /** Whether nothing was used. */
    public boolean none() {
        return total() == 0 && units.equals(Units.NONE);
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
}
