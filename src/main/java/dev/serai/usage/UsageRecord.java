package dev.serai.usage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.serai.breakers.ClientLeft;
import dev.serai.prices.Storable;
import dev.serai.prices.TokenCounts;
import dev.serai.prices.Units;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * One request, whatever became of it.
 *
 * @param id its number in the database; 0 before it is there
 * @param project id, or null
 * @param token id, or null
 * @param endpoint path, {@code /v1/chat/completions}
 * @param alias the model as the client named it, or null
 * @param provider who was asked last, or null
 * @param model as that provider knows it, or null
 * @param status HTTP status; 499 if the client left before the end
 * @param error its code, or null
 * @param estimated whether the tokens are a guess, since the provider did not say
 * @param units what was used besides tokens
 * @param savings what was not used, where the answer was given again
 * @param cost null where the price is not known
 * @param firstTokenMs of a stream, or null
 */
public record UsageRecord(
        long id,
        Instant at,
        String requestId,
        String project,
        String token,
        String endpoint,
        String alias,
        String provider,
        String model,
        int status,
        String error,
        boolean streaming,
        boolean aborted,
        boolean estimated,
        long promptTokens,
        long completionTokens,
        long cachedTokens,
        long cacheWriteTokens,
        long reasoningTokens,
        @JsonUnwrapped Units units,
        BigDecimal cost,
        String priceVersion,
        double latencyMs,
        Double firstTokenMs,
        double overheadMs,
        int attempts,
        @JsonUnwrapped Savings savings) {

    private static final int HIGHEST_STATUS = 999;
    private static final int REFUSED = 400;
    private static final int BROKEN = 500;
    /** What the record of a replaced attempt has in place of its status: the client got another one's. */
    private static final int REPLACED_STATUS = 502;
    /** What that has of what was read in an answer. */
    private static final int READ_STATUS = 200;

    /** Whatever it is made from, it can be stored. */
    public UsageRecord {
        at = Storable.time(at);
        requestId = requestId == null ? "" : Storable.text(requestId);
        project = Storable.text(project);
        token = Storable.text(token);
        endpoint = endpoint == null ? "" : Storable.text(endpoint);
        alias = Storable.text(alias);
        provider = Storable.text(provider);
        model = Storable.text(model);
        error = Storable.text(error);
        priceVersion = Storable.text(priceVersion);
        status = Math.max(0, Math.min(HIGHEST_STATUS, status));
        promptTokens = Storable.tokens(promptTokens);
        completionTokens = Storable.tokens(completionTokens);
        cachedTokens = Storable.tokens(cachedTokens);
        cacheWriteTokens = Storable.tokens(cacheWriteTokens);
        reasoningTokens = Storable.tokens(reasoningTokens);
        cost = Storable.cost(cost);
        latencyMs = Storable.millis(latencyMs);
        firstTokenMs = firstTokenMs == null ? null : (Double) Storable.millis(firstTokenMs);
        overheadMs = Storable.millis(overheadMs);
        attempts = Storable.attempts(attempts);
    }

    /**
     * What the same request used at a target that was asked before this one, or beside it. It is no request of its own.
     */
    UsageRecord beside(AttemptUsage used) {
        TokenCounts tokens = used.observed().tokens();
        boolean inVain = used.ending().inVain();
        boolean overtaken = used.ending() == AttemptUsage.Superseded.OVERTAKEN;
        return new UsageRecord(
                0,
                at,
                requestId,
                project,
                token,
                endpoint,
                alias,
                used.target().provider().name(),
                used.target().model(),
                overtaken ? ClientLeft.STATUS : inVain ? REPLACED_STATUS : READ_STATUS,
                inVain ? used.ending().word() : null,
                streaming,
                overtaken,
                used.observed().estimated(),
                tokens.prompt(),
                tokens.completion(),
                tokens.cached(),
                tokens.cacheWrite(),
                tokens.reasoning(),
                tokens.units(),
                used.cost(),
                used.priceVersion(),
                latencyMs,
                null,
                0,
                0,
                Savings.NONE);
    }

    /** Whether it is of a request that has another record for what its client got. */
    boolean isBeside() {
        if (attempts == 0 && error == null && isOfUse()) {
            return true; // it is of what was read in an answer: what asked nobody uses nothing
        }
        return attempts == 0
                && error != null
                && (error.equals(AttemptUsage.Superseded.OVERTAKEN.word())
                        || error.equals(AttemptUsage.Superseded.REPLACED.word()));
    }

    /** Whether anything was used. */
    private boolean isOfUse() {
        return promptTokens + completionTokens > 0 || !units.equals(Units.NONE);
    }

    /** Whether it was used what nobody knows the price of. */
    boolean lacksPrice() {
        return cost == null && isOfUse();
    }

    /** Whether it got no answer, or no whole one. */
    public boolean failed() {
        return failed(status, error);
    }

    /** Whether one of these did. */
    static boolean failed(int status, String error) {
        return status >= REFUSED || error != null;
    }

    /** Of one that failed: whether the request was at fault, and neither the gateway nor a provider. */
    public boolean faultOfCaller() {
        return status >= REFUSED && status < BROKEN;
    }

    /** Reads a row of the database. */
    static UsageRecord of(ResultSet row, int number) throws SQLException {
        return new UsageRecord(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("request_id"),
                row.getString("project"),
                row.getString("token"),
                row.getString("endpoint"),
                row.getString("alias"),
                row.getString("provider"),
                row.getString("model"),
                row.getInt("status"),
                row.getString("error"),
                row.getBoolean("streaming"),
                row.getBoolean("aborted"),
                row.getBoolean("estimated"),
                row.getLong("prompt_tokens"),
                row.getLong("completion_tokens"),
                row.getLong("cached_tokens"),
                row.getLong("cache_write_tokens"),
                row.getLong("reasoning_tokens"),
                new Units(
                        row.getLong("images"),
                        row.getLong("characters"),
                        row.getLong("audio_ms"),
                        row.getLong("search_units"),
                        row.getLong("video_ms")),
                exact(row.getBigDecimal("cost")),
                row.getString("price_version"),
                row.getDouble("latency_ms"),
                row.getObject("first_token_ms", Double.class),
                row.getDouble("overhead_ms"),
                row.getInt("attempts"),
                new Savings(
                        row.getBoolean("cached"), row.getLong("saved_tokens"), exact(row.getBigDecimal("saved_cost"))));
    }

    /** An amount without the zeros that its column adds. */
    public static BigDecimal exact(BigDecimal amount) {
        if (amount == null) {
            return null;
        }
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
