package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who was asked, as it stays on record. */
class RequestTimelineTest {

    private static RecordedAttempt attempt(String target, String error) {
        return new RecordedAttempt(target, "failover", 12.345, 0.001, 67.89, 200, "answered", error);
    }

    @Test
    void timeline_isReadAsItWasWritten() {
        for (RequestTimeline timeline : List.of(
                new RequestTimeline(null, 0.25, List.of(), 0),
                new RequestTimeline("trace", 0, List.of(attempt("a/x#KEY", null)), 3),
                new RequestTimeline(
                        null,
                        1,
                        List.of(
                                new RecordedAttempt("a/x", "first", 0, null, 1, 0, "skipped", "circuit_open"),
                                attempt("b/\"<script>]漢\\", "')]}\n")),
                        0))) {
            assertThat(RequestTimeline.of(timeline.text())).isEqualTo(timeline);
        }
    }

    @Test
    void nothing_takesNoRoom_andWhatCannotBeReadIsNothing() {
        assertThat(new RequestTimeline(null, 0, List.of(), 0).text()).isNull();
        assertThat(RequestTimeline.of((String) null)).isNull();
        assertThat(RequestTimeline.of("{")).isNull();
        assertThat(RequestTimeline.of("{}")).isNull();
        assertThat(RequestTimeline.of("[[],{},null,5,[[],{}]]").attempts()).hasSize(2);
    }

    /** A record in the journal has no room for more. */
    @Test
    void thousandAttempts_areCountedWhereTheyHaveNoRoom() throws IOException {
        RequestTimeline many =
                new RequestTimeline(null, 0, Collections.nCopies(1000, attempt("\"".repeat(200), "漢".repeat(200))), 0);

        RequestTimeline kept = RequestTimeline.of(many.text());
        assertThat(kept.attempts()).hasSizeBetween(5, 50);
        assertThat(kept.attempts().size() + kept.more()).isEqualTo(1000);

        UsageTrace trace = new UsageTrace("trace", "asked", many.text());
        assertThat(UsageCodec.decodeWhole(UsageCodec.encode(EdgeRecords.ordinary("r"), trace))
                        .trace())
                .isEqualTo(trace);
    }

    @Test
    void recordWithATimeline_isReadWhole_andOneOfBeforeHasNone() throws IOException {
        UsageRecord record = EdgeRecords.ordinary("r");
        UsageTrace trace = new UsageTrace(null, "a/x 503", new RequestTimeline(null, 3, List.of(), 0).text());

        byte[] bytes = UsageCodec.encode(record, trace);
        assertThat(UsageCodec.decodeWhole(bytes).record()).isEqualTo(UsageCodec.decode(bytes));
        assertThat(UsageCodec.decodeWhole(bytes).trace()).isEqualTo(trace);
        assertThat(UsageCodec.encode(record, UsageTrace.NONE)[0])
                .as("the version")
                .isEqualTo((byte) 1);
    }
}
