package dev.serai.usage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.limits.TokenEstimate;
import dev.serai.wire.ApiRequest;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * What a request is going to use, by the prompt's size and by what requests for the same model have used lately. It is
 * held until the truth is known, so that requests at the same time do not pass where one would not.
 */
public final class Expectations {

    /** How many tokens and how much money a request is expected to take. */
    record Expected(long prompt, long completion, BigDecimal cost) {

        long total() {
            return prompt + completion;
        }
    }

    /** Moving averages of answers: half the weight is on the last few. */
    private record Recent(double completion, double costPerToken) {

        Recent with(long tokens, double cost) {
            return new Recent(
                    completion + WEIGHT * (tokens - completion), costPerToken + WEIGHT * (cost - costPerToken));
        }
    }

    private static final double WEIGHT = 0.1;
    private static final int MODELS = 10_000;
    private static final long UNKNOWN_COMPLETION = 256;

    private final Cache<String, Recent> recent =
            Caffeine.newBuilder().maximumSize(MODELS).build();

    /** What this request is expected to use. */
    Expected of(ApiRequest request) {
        Recent known = recent.getIfPresent(request.model());
        long prompt = TokenEstimate.ofBytes(request.promptBytes());
        long completion = completion(request, known);
        BigDecimal cost = known == null
                ? BigDecimal.ZERO
                : new BigDecimal(known.costPerToken() * (prompt + completion), MathContext.DECIMAL32);
        return new Expected(prompt, completion, cost);
    }

    private static long completion(ApiRequest request, Recent known) {
        if (request.operation().equals("embeddings")) {
            return 0;
        }
        long usual = known == null ? UNKNOWN_COMPLETION : Math.round(known.completion());
        long most = request.maxTokens();
        return most < 0 ? usual : Math.min(most, usual);
    }

    /** Learns from what a request has used. */
    void learn(ApiRequest request, Booking.Sum sum) {
        Tokens tokens = sum.observed().tokens();
        if (request == null || request.model().isEmpty() || tokens.total() == 0) {
            return;
        }
        double perToken = sum.cost() == null ? 0 : sum.cost().doubleValue() / tokens.total();
        recent.asMap()
                .merge(
                        request.model(),
                        new Recent(tokens.completion(), perToken),
                        (before, first) -> before.with(tokens.completion(), perToken));
    }
}
