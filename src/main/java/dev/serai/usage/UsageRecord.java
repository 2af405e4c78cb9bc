package dev.serai.usage;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.serai.wire.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * One request, whatever became of it. In the journal it is an array: what comes later is added at the end, so that older
 * records can be read.
 *
 * @param project id, or null
 * @param token id, or null
 * @param endpoint path, {@code /v1/chat/completions}
 * @param alias the model as the client named it, or null
 * @param provider who was asked last, or null
 * @param model as that provider knows it, or null
 * @param status HTTP status; 499 if the client left before the end
 * @param error its code, or null
 * @param estimated whether the tokens are a guess, since the provider did not say
 * @param cost null where the price is not known
 * @param firstTokenMs of a stream, or null
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
record UsageRecord(
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

    private static final ObjectReader READER = Json.MAPPER.readerFor(UsageRecord.class);

    /** As it stands in the journal. */
    byte[] bytes() {
        return Json.bytes(this);
    }

    /**
     * Reads what {@link #bytes} gave.
     *
     * @throws JsonProcessingException if it is not that
     */
    static UsageRecord of(byte[] bytes) throws IOException {
        return READER.readValue(bytes);
    }

    /** Whether it got no answer, or no whole one. */
    boolean failed() {
        return status >= 400 || error != null;
    }
}
