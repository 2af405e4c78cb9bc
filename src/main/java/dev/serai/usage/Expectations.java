package dev.serai.usage;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.limits.TokenEstimate;
import dev.serai.resilience.HotCache;
import dev.serai.wire.ApiRequest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a request is going to use, by the prompt's size and by what requests for the same model have used lately. It is
 * held until the truth is known, so that requests at the same time do not pass where one would not.
 */
public final class Expectations {

    /** How many tokens a request is expected to take, and how much money for each. */
    record Expected(long prompt, long completion, double costPerToken) {

        long total() {
            return prompt + completion;
        }

        Tokens tokens() {
            return Tokens.of(null).with(prompt, completion);
        }

        BigDecimal cost() {
            return BigDecimal.valueOf(Math.round(costPerToken * total() * NANOS), NANO_DECIMALS);
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
    private static final double NANOS = 1e9;
    private static final int NANO_DECIMALS = 9;
    private static final int MODELS = 10_000;
    private static final long UNKNOWN_COMPLETION = 256;
    /** What images, sounds and files are taken for: their bytes say nothing of it. */
    private static final long MEDIA = 2000;

    private static final Set<String> MEDIA_NEEDS = Set.of("vision", "audio", "files");

    private final TokenEstimate tokens = new TokenEstimate();
    private final Cache<String, Recent> recent =
            HotCache.builder().maximumSize(MODELS).build();

    /** What this request is expected to use. */
    Expected of(ApiRequest request) {
        Recent known = recent.getIfPresent(request.model());
        return new Expected(prompt(request), completion(request, known), known == null ? 0 : known.costPerToken());
    }

    /** The same as tokens: what they would cost depends on who is asked. */
    public Tokens tokens(ApiRequest request) {
        Expected expected = of(request);
        return Tokens.of(null).with(expected.prompt(), expected.completion());
    }

    /** Tokens of the prompt by its bytes. */
    static long prompt(ApiRequest request) {
        long byBytes = TokenEstimate.ofBytes(request.promptBytes());
        return hasMedia(request) ? Math.min(byBytes, MEDIA) : byBytes;
    }

    private static boolean hasMedia(ApiRequest request) {
        return !request.needs().isEmpty()
                && !Collections.disjoint(request.needs().keySet(), MEDIA_NEEDS);
    }

    /**
     * The same with the prompt's tokens counted one by one, which takes as long as all else: where a limit would refuse
     * what is only estimated.
     */
    Expected counted(ApiRequest request, Expected estimated) {
        if (hasMedia(request)) {
            return estimated;
        }
        long prompt = tokens.count(new String(
                request.prompt().source(),
                request.prompt().start(),
                request.prompt().length(),
                StandardCharsets.UTF_8));
        return new Expected(prompt, estimated.completion(), estimated.costPerToken());
    }

    private static long completion(ApiRequest request, Recent known) {
        if (request.operation().equals("embeddings")) {
            return 0;
        }
        long usual = known == null ? UNKNOWN_COMPLETION : Math.round(known.completion());
        long most = request.maxTokens();
        return most < 0 ? usual : Math.min(most, usual);
    }

    /** The first tells much; then one of sixteen will do, and busy models are not where all requests meet. */
    private boolean isDue(String model) {
        return recent.getIfPresent(model) == null || ThreadLocalRandom.current().nextInt(16) == 0;
    }

    /** Learns from what a request has used. */
    void learn(ApiRequest request, Booking.Sum sum) {
        Tokens tokens = sum.observed().tokens();
        if (request == null || request.model().isEmpty() || tokens.total() == 0 || !isDue(request.model())) {
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
