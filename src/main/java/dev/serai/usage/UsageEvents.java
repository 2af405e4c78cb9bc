package dev.serai.usage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.Call;
import dev.serai.events.Event;
import dev.serai.wire.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Requests as event routes are told of them: the members of their records, and what is known besides. */
public final class UsageEvents {

    /** About what one takes until it is told. */
    private static final int WEIGHT = 1024;

    private UsageEvents() {}

    /** What is known of how a call was answered. */
    public static UsageTrace trace(Call call) {
        return new UsageTrace(call.traceId(), call.tries().trail());
    }

    /** The event of a record, whose document is made when it is told. */
    public static Event of(UsageRecord record, UsageTrace trace) {
        Instant at = record.at().truncatedTo(ChronoUnit.MICROS); // as the journal has it
        return Event.later(Event.USAGE, at, WEIGHT, () -> facts(record, trace));
    }

    /**
     * The event of a record as the journal has it.
     *
     * @throws IOException if it cannot be read
     */
    public static Event read(byte[] bytes) throws IOException {
        UsageCodec.Whole whole = UsageCodec.decodeWhole(bytes);
        return of(whole.record(), whole.trace());
    }

    /** What is told of it beside type and time. */
    public static ObjectNode facts(UsageRecord record, UsageTrace trace) {
        ObjectNode facts = Json.MAPPER.valueToTree(record);
        facts.remove("id");
        facts.remove("at");
        facts.put("traceId", trace.traceId());
        facts.put("asked", trace.asked());
        facts.put("beside", record.isBeside());
        return facts;
    }
}
