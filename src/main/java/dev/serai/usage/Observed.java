package dev.serai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.limits.TokenEstimate;
import dev.serai.upstream.Call;
import dev.serai.upstream.Outcome;

/**
 * What a call used, as far as it could be seen.
 *
 * @param estimated whether the provider did not say, or not to the end
 */
record Observed(Tokens tokens, boolean estimated) {

    private static final Observed NOTHING = new Observed(Tokens.of(null), false);

    /**
     * What is known when a call has ended. The usage that a provider reports is the sum so far: the last report counts.
     * Where an answer broke off, what was reported before may say little of it, so its text counts as well.
     */
    static Observed of(Call call) {
        Outcome outcome = call.outcome();
        if (!outcome.answered()) {
            return NOTHING;
        }
        JsonNode usage = outcome.usage();
        if (usage != null && outcome.complete()) {
            return new Observed(Tokens.of(usage), false);
        }
        Tokens reported = Tokens.of(usage);
        long prompt = Math.max(reported.prompt(), usage == null ? promptTokens(call) : 0);
        long completion = Math.max(reported.completion(), TokenEstimate.ofBytes(outcome.textBytes()));
        return new Observed(reported.with(prompt, completion), true);
    }

    /**
     * What a call used that another one has overtaken: providers charge for the prompt, and for what they wrote until they
     * noticed.
     */
    static Observed ofOvertaken(Call call) {
        Outcome outcome = call.outcome();
        if (outcome.answered() || call.tries().count() == 0) {
            return of(call);
        }
        return new Observed(Tokens.of(null).with(promptTokens(call), 0), true);
    }

    private static long promptTokens(Call call) {
        return call.asked() == null ? 0 : Expectations.prompt(call.asked());
    }
}
