package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.EventReader;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is put on record of a stream, whole, broken or abandoned. */
class AccountStreamTest extends CallingGatewayTest {

    private Issued caller;

    @BeforeEach
    void aCaller() {
        caller = token(Rules.NONE);
    }

    @Test
    void stream_isOnRecordWithTheTimeOfItsFirstToken() throws Exception {
        UPSTREAM.answer(Script.stream().pause(50).send(Answers.stream("Hi")).end());

        try (EventReader stream = open(caller, streamedChat("openai/gpt-4o"))) {
            assertThat(stream.rest()).endsWith(EventReader.DONE);

            Map<String, Object> record = record(requestId(stream.response()));
            assertThat(record)
                    .containsEntry("streaming", true)
                    .containsEntry("status", 200)
                    .containsEntry("prompt_tokens", 3L)
                    .containsEntry("completion_tokens", 2L)
                    .containsEntry("estimated", false);
            assertThat((Double) record.get("first_token_ms")).isGreaterThan(45).isLessThanOrEqualTo((Double)
                    record.get("latency_ms"));
        }
    }

    @Test
    void streamsUsage_hasTheCostIfThatIsAskedFor() throws Exception {
        UPSTREAM.answer(Script.stream().send(Answers.stream("Hi")).end());
        String body =
                streamedChat("openai/gpt-4o").replaceFirst("\\{", "{\"stream_options\":{\"include_usage\":true},");

        try (EventReader plain = open(caller, body);
                EventReader priced = open(caller, body, "x-serai-include-cost", "true")) {
            assertThat(usage(plain.rest()).has("cost")).isFalse();
            // 3 at 2.50, 2 at 10.00 dollars a million
            assertThat(usage(priced.rest()).path("cost").decimalValue()).isEqualByComparingTo("0.0000275");
        }
    }

    @Test
    void translatedStreamsUsage_hasTheCostIfThatIsAskedFor() throws Exception {
        String body =
                streamedChat("simulator/echo").replaceFirst("\\{", "{\"stream_options\":{\"include_usage\":true},");

        try (EventReader priced = open(caller, body, "x-serai-include-cost", "true")) {
            assertThat(usage(priced.rest()).path("cost").decimalValue()).isPositive();
        }
    }

    private static JsonNode usage(List<String> events) throws Exception {
        String last = events.get(events.size() - 2);
        return Json.MAPPER.readTree(last.substring("data: ".length())).path("usage");
    }

    @Test
    void brokenStream_countsWhatWasSeen() throws Exception {
        UPSTREAM.answer(Script.stream()
                .send(Answers.content("eight by"))
                .send(Answers.content("twelve bytes"))
                .reset());

        try (EventReader stream = open(caller, streamedChat("openai/gpt-4o"))) {
            assertThat(stream.rest()).last().asString().contains("error");

            Map<String, Object> record = record(requestId(stream.response()));
            assertThat(record)
                    .containsEntry("status", 200)
                    .containsEntry("error", "upstream_stream_truncated")
                    .containsEntry("estimated", true)
                    .containsEntry("completion_tokens", 5L);
            assertThat((Long) record.get("prompt_tokens")).isPositive();
        }
    }

    @Test
    void brokenStreamWithEarlyUsage_countsItsTextAsWell() throws Exception {
        UPSTREAM.answer(Script.stream()
                .send(Answers.anthropicStart("forty bytes of text, which are ten tokens"))
                .reset());

        try (EventReader stream = open(caller, streamedChat("anthropic/claude-sonnet-4-5"))) {
            stream.rest();

            assertThat(record(requestId(stream.response())))
                    .containsEntry("prompt_tokens", 3L)
                    .containsEntry("completion_tokens", 11L)
                    .containsEntry("estimated", true);
        }
    }

    @Test
    void abandonedStream_isOnRecordAsAborted() throws Exception {
        Script endless = Script.stream();
        for (int i = 0; i < 500; i++) {
            endless.send(Answers.content("four")).pause(10);
        }
        UPSTREAM.answer(endless);
        String id;
        try (EventReader stream = open(caller, streamedChat("openai/gpt-4o"))) {
            stream.next();
            stream.next();
            id = requestId(stream.response());
        }

        Map<String, Object> record = record(id);
        assertThat(record)
                .containsEntry("aborted", true)
                .containsEntry("status", 499)
                .containsEntry("estimated", true);
        assertThat((Long) record.get("completion_tokens")).isBetween(2L, 499L);
    }

    @Test
    void overhead_isNotTheStreamsDuration() throws Exception {
        UPSTREAM.answer(Script.stream()
                .send(Answers.content("Hi"))
                .pause(1500)
                .send(Answers.finish() + Answers.usage() + Answers.DONE)
                .end());

        try (EventReader stream = open(caller, streamedChat("openai/gpt-4o"))) {
            stream.rest();
            Map<String, Object> record = record(requestId(stream.response()));
            double said = Double.parseDouble(stream.response()
                    .headers()
                    .firstValue("x-serai-overhead-ms")
                    .orElseThrow());
            assertThat((Double) record.get("latency_ms")).isGreaterThan(1500);
            assertThat((Double) record.get("overhead_ms")).isLessThan(1000).isCloseTo(said, within(20.0));
        }
    }
}
