package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.inbound.InboundPairs.Pair;
import dev.serai.support.Answers;
import dev.serai.support.GatewayTest;
import dev.serai.support.Mutations;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of golden files with a value that nobody expects there: all is answered, in the format, and nothing fails.
 * Subclasses say which: {@code requests()}, {@code responses()} and {@code streams()}.
 */
abstract class FuzzContract extends GatewayTest {

    private static final List<String> LITERALS =
            List.of("\"7\"", "-1.5", "null", "true", "{\"x\":1}", "[7]", "\"\\ud800\"", "1e400");

    private static final List<String> OF_EVENTS = List.of("\"7\"", "true", "{\"x\":1}");

    /** Where the format is spoken. */
    abstract String path();

    /** Who answers in OpenAI's words. */
    String model() {
        return "openai/m";
    }

    /** Whether a whole answer is what the format says it is. */
    abstract void assertTold(int status, JsonNode answer, String what);

    /** The events that a stream may end with. */
    abstract List<String> ends();

    static Stream<Pair> pairs(String folder, String side, String kind) throws IOException {
        return InboundPairs.of(folder, side).filter(it -> it.kind().equals(kind));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void anyRequest_isAnsweredInTheFormat(Pair pair) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        ObjectNode asked = pair.asked().put("model", model());
        asked.remove("stream");

        for (String literal : LITERALS) {
            for (Mutations.Mutation it : Mutations.of(asked, literal)) {
                HttpResponse<String> answer = post(path(), it.json());

                String what = it.place() + " is " + literal + ": " + answer.body();
                boolean streamed = it.place().equals("stream") && literal.equals("true");
                assertThat(answer.statusCode()).as(what).isIn(200, 400, 404, streamed ? 502 : 400);
                assertTold(answer.statusCode(), json(answer), what);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("responses")
    void anyAnswer_isToldInTheFormat(Pair pair) throws Exception {
        ObjectNode asked = pair.asked().put("model", model());
        for (String literal : LITERALS) {
            for (Mutations.Mutation it : Mutations.of(pair.json("provider"), literal)) {
                UPSTREAM.answer(Script.json(200, it.json()));

                HttpResponse<String> answer = post(path(), asked.toString());

                String what = it.place() + " is " + literal + ": " + answer.body();
                assertThat(answer.statusCode()).as(what).isIn(200, 502);
                assertTold(answer.statusCode(), json(answer), what);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void anyStream_endsInTheFormat(Pair pair) throws Exception {
        ObjectNode asked = pair.asked().put("model", model()).put("stream", true);
        List<String> events = List.of(pair.text("provider").split("\n\n", -1));
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).startsWith("data: {")) {
                for (String literal : OF_EVENTS) {
                    everyPlace(asked, events, i, literal);
                }
            }
        }
    }

    private void everyPlace(ObjectNode asked, List<String> events, int i, String literal) throws Exception {
        JsonNode event = Json.parse(events.get(i).substring("data: ".length()).getBytes(StandardCharsets.UTF_8));
        for (Mutations.Mutation it : Mutations.of(event, literal)) {
            List<String> mutated = new ArrayList<>(events);
            mutated.set(i, "data: " + it.json());
            UPSTREAM.answer(Script.stream().send(String.join("\n\n", mutated)).end());

            HttpResponse<String> answer = post(path(), asked.toString());

            String what = it.place() + " is " + literal + " in event " + i + ": " + answer.body();
            if (answer.statusCode() == 200) {
                ArrayNode told = InboundPairs.events(answer.body());
                assertThat(told.get(told.size() - 1).path("type").asText())
                        .as(what)
                        .isIn(ends());
            } else {
                assertTold(answer.statusCode(), json(answer), what);
            }
        }
    }
}
