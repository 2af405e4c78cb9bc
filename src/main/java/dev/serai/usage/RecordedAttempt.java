package dev.serai.usage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.AttemptOutcome;
import dev.serai.call.Call;
import dev.serai.call.TimedAttempt;
import dev.serai.prices.Storable;
import dev.serai.wire.Json;
import java.util.concurrent.TimeUnit;

/**
 * A target that was asked for a request, or left alone, as it stays on record.
 *
 * @param target {@code provider/model}, and the name of its key where that is not the provider's own
 * @param way why it was asked: {@code first}, {@code retry}, {@code failover}, {@code resume}, {@code restart}, {@code hedge}
 * @param beganMs after the request came
 * @param firstTokenMs of a stream, after it began; or null
 * @param tookMs until its last byte, or until it failed or was left
 * @param status 499 if it was broken off; 0 if it was not asked
 * @param outcome in the words of metrics
 * @param error code of its failure, or null
 */
public record RecordedAttempt(
        String target,
        String way,
        double beganMs,
        Double firstTokenMs,
        double tookMs,
        int status,
        String outcome,
        String error) {

    private static final double MICROS = 1e3;

    static RecordedAttempt of(TimedAttempt attempt, Call call, boolean aborted) {
        boolean last = attempt.endedNanos() == 0
                || attempt.attempt() == call.attempts().last();
        long first = attempt.firstContentNanos();
        return new RecordedAttempt(
                Storable.text(attempt.target().id()),
                attempt.way().word(),
                millis(call.started().until(attempt.beganNanos())),
                first == 0 ? null : (Double) millis(first - attempt.beganNanos()),
                millis(attempt.nanos()),
                attempt.status(),
                AttemptOutcome.of(attempt, aborted && last).word(),
                Storable.text(attempt.error()));
    }

    private static double millis(long nanos) {
        return Storable.millis(TimeUnit.NANOSECONDS.toMicros(nanos) / MICROS);
    }

    /** Appends its members in their order as a JSON array, times in microseconds: no tree, since each request writes one. */
    void writeTo(StringBuilder to) {
        Json.quote(target, to.append('['));
        Json.quote(way, to.append(','));
        to.append(',').append(micros(beganMs)).append(',');
        to.append(firstTokenMs == null ? null : (Long) micros(firstTokenMs));
        to.append(',').append(micros(tookMs)).append(',').append(status);
        Json.quote(outcome, to.append(','));
        Json.quote(error, to.append(','));
        to.append(']');
    }

    private static long micros(double millis) {
        return Math.round(millis * MICROS);
    }

    /** Reads what {@link #writeTo} gave. */
    static RecordedAttempt of(JsonNode array) {
        int next = 2;
        double began = array.path(next++).asDouble() / MICROS;
        JsonNode first = array.path(next++);
        double took = array.path(next++).asDouble() / MICROS;
        int status = array.path(next++).asInt();
        return new RecordedAttempt(
                array.path(0).asText(),
                array.path(1).asText(),
                began,
                first.isNumber() ? (Double) (first.asDouble() / MICROS) : null,
                took,
                status,
                array.path(next++).asText(),
                array.path(next).textValue());
    }
}
