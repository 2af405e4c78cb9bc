package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.events.Event;
import dev.serai.wire.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What event routes are told of a request; also what other tests put into journals. */
public class UsageEventsTest {

    private static final UsageTrace TRACE = new UsageTrace("0af7651916cd43dd8448eb211c80319c", "a/x 503, b/y 200");

    /** The record of a request as the journal has it. */
    public static byte[] journaled(String requestId) {
        return UsageCodec.encode(EdgeRecords.ordinary(requestId), TRACE);
    }

    /** A record of no account. */
    public static UsageRecord ordinary(String requestId) {
        return EdgeRecords.ordinary(requestId);
    }

    private static JsonNode json(Event event) throws IOException {
        return Json.parse(event.bytes());
    }

    @Test
    void document_hasTheMembersOfTheRecord_andWhatIsKnownBesides() throws IOException {
        UsageRecord record = EdgeRecords.ordinary("req_1");
        JsonNode document = json(UsageEvents.of(record, TRACE));

        assertThat(document.fieldNames())
                .toIterable()
                .startsWith("type", "at", "requestId")
                .doesNotContain("id");
        assertThat(document.path("type").asText()).isEqualTo("usage");
        assertThat(Instant.parse(document.path("at").asText()))
                .isEqualTo(record.at().truncatedTo(ChronoUnit.MICROS));
        assertThat(document.path("promptTokens").asLong()).isEqualTo(record.promptTokens());
        assertThat(document.path("cost").isNumber() || document.path("cost").isNull())
                .isTrue();
        assertThat(document.path("traceId").asText()).isEqualTo(TRACE.traceId());
        assertThat(document.path("asked").asText()).isEqualTo(TRACE.asked());
        assertThat(document.path("beside").asBoolean()).isFalse();
    }

    @Test
    void documentFromTheJournal_isTheSame() throws IOException {
        UsageRecord record = EdgeRecords.ordinary("req_1");

        assertThat(UsageEvents.read(UsageCodec.encode(record, TRACE)))
                .hasToString(UsageEvents.of(record, TRACE).toString());
    }

    @Test
    void recordThatWasWrittenBeforeThereWasMore_isReadAsItIs() throws IOException {
        UsageRecord record = EdgeRecords.ordinary("req_1");
        byte[] now = UsageCodec.encode(record, UsageTrace.NONE);
        byte[] before = Arrays.copyOf(now, now.length - 2 * Short.BYTES);

        assertThat(UsageCodec.decode(before)).isEqualTo(UsageCodec.decode(now));
        assertThat(json(UsageEvents.read(before)).path("traceId").isNull()).isTrue();
    }
}
