package dev.serai.usage;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What one request used; what it lacks is null.
 *
 * @param alias the model as the caller named it
 * @param estimated whether the tokens were counted here, since the provider did not say
 * @param cost null where the model has no price
 * @param priceVersion the price list that the cost is from
 * @param overheadMs the gateway's own time
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
        BigDecimal cost,
        String priceVersion,
        double latencyMs,
        Double firstTokenMs,
        double overheadMs,
        int attempts) {

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
                exact(row.getBigDecimal("cost")),
                row.getString("price_version"),
                row.getDouble("latency_ms"),
                row.getObject("first_token_ms", Double.class),
                row.getDouble("overhead_ms"),
                row.getInt("attempts"));
    }

    /** An amount without the zeros that its column adds. */
    static BigDecimal exact(BigDecimal amount) {
        if (amount == null) {
            return null;
        }
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
