package dev.serai.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Call;
import dev.serai.call.TimedAttempt;
import dev.serai.wire.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * How a request was answered, as it stays on record beside what it used. In the journal and in the database it is a JSON array,
 * as short as can be, since each request has one: the trace, the time in line, how many attempts have no room, the attempts.
 *
 * @param traceId of its trace, or null
 * @param queuedMs how long it waited for its turn
 * @param attempts who was asked, in the order in which that began
 * @param more attempts that are not listed
 */
public record RequestTimeline(String traceId, double queuedMs, List<RecordedAttempt> attempts, int more) {

    private static final double MICROS = 1e3;
    private static final double NANOS = 1e6;
    /** Beyond that many characters attempts are counted only. */
    private static final int LONGEST = 6000;

    /** What holds one attempt. */
    private static final int USUAL = 160;

    private static final int TRACE = 0;
    private static final int QUEUED = 1;
    private static final int MORE = 2;
    private static final int FIRST = 3;

    /** That of a call which has ended. */
    static RequestTimeline of(Call call, boolean aborted) {
        List<RecordedAttempt> attempts = new ArrayList<>(1);
        for (TimedAttempt attempt : call.attempts().timeline().attempts()) {
            attempts.add(RecordedAttempt.of(attempt, call, aborted));
        }
        return new RequestTimeline(call.traceId(), call.waiting().queuedNanos() / NANOS, attempts, 0);
    }

    /** As it is kept; null where there is nothing to tell. */
    String text() {
        if (attempts.isEmpty() && traceId == null && queuedMs == 0) {
            return null;
        }
        StringBuilder listed = new StringBuilder(USUAL);
        int count = 0;
        while (count < attempts.size() && listed.length() < LONGEST) {
            attempts.get(count++).writeTo(listed.append(','));
        }
        StringBuilder text = new StringBuilder(USUAL);
        Json.quote(traceId, text.append('['));
        text.append(',').append(Math.round(queuedMs * MICROS)).append(',').append(more + attempts.size() - count);
        return text.append(listed).append(']').toString();
    }

    /** Reads what {@link #text} gave; null where nothing is on record, as from before there was any. */
    static RequestTimeline of(String text) {
        try {
            JsonNode array = text == null ? null : Json.MAPPER.readTree(text);
            if (array == null || !array.isArray()) {
                return null;
            }
            List<RecordedAttempt> attempts = new ArrayList<>();
            for (int i = FIRST; i < array.size(); i++) {
                attempts.add(RecordedAttempt.of(array.get(i)));
            }
            return new RequestTimeline(
                    array.path(TRACE).textValue(),
                    array.path(QUEUED).asDouble() / MICROS,
                    attempts,
                    array.path(MORE).asInt());
        } catch (JsonProcessingException e) {
            return null; // who has written it knows; the rest of the record counts all the same
        }
    }
}
