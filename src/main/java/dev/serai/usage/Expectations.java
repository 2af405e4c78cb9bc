package dev.serai.usage;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.call.Target;
import dev.serai.limits.TokenEstimate;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.prices.TokenCounts;
import dev.serai.prices.Units;
import dev.serai.time.HotCache;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Extent;
import dev.serai.wire.Operations;
import dev.serai.wire.RawObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a request is going to use, by the prompt's size and by what requests for the same model have used lately, and what it
 * may use at most. That is held until the truth is known, so that requests at the same time do not pass where one would not.
 */
public final class Expectations implements Holder {

    /** How many tokens a request is expected to take, and how much money for each. */
    record Expected(long prompt, long completion, double costPerToken, Units besides) {

        long total() {
            return prompt + completion;
        }

        TokenCounts tokens() {
            return TokenCounts.of(prompt, completion).with(besides);
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

    private static final Expected NOTHING = new Expected(0, 0, 0, Units.NONE);

    private static final double WEIGHT = 0.1;
    private static final double NANOS = 1e9;
    private static final int NANO_DECIMALS = 9;
    private static final int MODELS = 10_000;
    private static final int LONGEST_NAME = 200;
    private static final long UNKNOWN_COMPLETION = 256;
    /** What an image, a sound or a file is taken for: their bytes say nothing of it. */
    private static final long MEDIA = 1000;
    /** JSON and code have about three bytes in a token, other scripts too; little has less than this. */
    private static final long LEAST_BYTES_PER_TOKEN = 2;

    private final TokenEstimate tokens = new TokenEstimate();
    private final Cache<String, Recent> recent =
            HotCache.builder().maximumSize(MODELS).build();
    private final LongestAnswers longest = new LongestAnswers(MODELS);

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.bounded("models-expected", recent.estimatedSize(), MODELS),
                Holding.bounded("models-longest", longest.known(), MODELS));
    }

    /** What counts tokens one by one. */
    public TokenEstimate counting() {
        return tokens;
    }

    /** What this request is expected to use. */
    Expected of(ApiRequest request) {
        if (!request.generates()) {
            return NOTHING;
        }
        Recent known = recent.getIfPresent(request.model());
        return new Expected(
                prompt(request),
                completion(request, known),
                known == null ? 0 : known.costPerToken(),
                UnitsUsed.likely(Extent.of(request)));
    }

    /** The same as tokens: what they would cost depends on who is asked. */
    public TokenCounts tokens(ApiRequest request) {
        return of(request).tokens();
    }

    /**
     * What it may use at most if this target answers: as many tokens as the prompt's bytes can be, and for each choice as
     * many as the caller allows; else as many as the model writes at most, by its provider's file ({@code maxTokens}) or by
     * what it has written so far.
     */
    TokenCounts most(ApiRequest request, Extent extent, Target target) {
        if (!request.generates()) {
            return NOTHING.tokens();
        }
        long prompt = request.textBytes() / LEAST_BYTES_PER_TOKEN
                + 1
                + 2 * MEDIA * request.media().count();
        long heard = LongestAnswers.tokensOfSound(extent);
        boolean bounded = request.maxTokens() >= 0 && extent.equals(Extent.NONE);
        long allowed = !bounded ? longest.limit(request, target, extent) : request.maxTokens();
        long completion = Operations.writes(request.operation()) ? request.choices() * allowed : 0;
        return TokenCounts.of(prompt + heard, completion).with(UnitsUsed.most(extent));
    }

    /** Tokens of the prompt by its bytes, and of what is read with it. */
    static long prompt(ApiRequest request) {
        return TokenEstimate.ofBytes(request.textBytes())
                + MEDIA * request.media().count();
    }

    /**
     * The same with the prompt's tokens counted one by one, which takes as long as all else: where a limit would refuse
     * what is only estimated.
     */
    Expected counted(ApiRequest request, Expected estimated) {
        RawObject.Slice asked = request.media().count() > 0 ? null : request.prompt();
        if (asked == null) {
            return estimated;
        }
        long prompt = tokens.count(new String(asked.source(), asked.start(), asked.length(), StandardCharsets.UTF_8));
        long beside = TokenEstimate.ofBytes(request.textBytes() - request.promptBytes());
        return new Expected(prompt + beside, estimated.completion(), estimated.costPerToken(), estimated.besides());
    }

    private static long completion(ApiRequest request, Recent known) {
        if (!Operations.writes(request.operation())) {
            return 0;
        }
        long usual = known == null ? UNKNOWN_COMPLETION : Math.round(known.completion());
        long most = request.maxTokens();
        return request.choices() * (most < 0 ? usual : Math.min(most, usual));
    }

    /** The first tells much; then one of sixteen will do, and busy models are not where all requests meet. */
    private boolean isDue(String model) {
        return recent.getIfPresent(model) == null || ThreadLocalRandom.current().nextInt(16) == 0;
    }

    /** Callers choose the names: how many are remembered is bounded, and how long they are. */
    private static boolean isName(String model) {
        return !model.isEmpty() && model.length() <= LONGEST_NAME;
    }

    /** Learns from what a request has used; for each of several choices. */
    void learn(ApiRequest request, AttemptUsage used) {
        TokenCounts tokens = used.observed().tokens();
        if (request == null || tokens.total() == 0 || !isName(request.model())) {
            return;
        }
        boolean due = isDue(request.model());
        if (!due && longest.knows(used.target(), tokens.completion())) {
            return; // as a rule: how many choices it has takes as long to see as all else
        }
        long completion = tokens.completion() / request.choices();
        longest.learn(used.target(), completion);
        if (due) {
            double perToken = used.cost() == null ? 0 : used.cost().doubleValue() / tokens.total();
            recent.asMap()
                    .merge(
                            request.model(),
                            new Recent(completion, perToken),
                            (before, first) -> before.with(completion, perToken));
        }
    }
}
