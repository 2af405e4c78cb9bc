package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.inbound.InboundPairs.Pair;
import dev.serai.support.Answers;
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

/** Every field of the golden files with a value that nobody expects there: all is answered, in the format, and nothing fails. */
class GenerateFuzzTest extends GenerateContract {

    private static final List<String> LITERALS =
            List.of("\"7\"", "-1.5", "null", "true", "{\"x\":1}", "[7]", "\"\\ud800\"", "1e400");

    private static final List<String> OF_EVENTS = List.of("\"7\"", "true", "{\"x\":1}");

    private static Stream<Pair> pairs(String kind) throws IOException {
        return InboundPairs.of("generate", "google").filter(it -> it.kind().equals(kind));
    }

    static Stream<Pair> requests() throws IOException {
        return pairs("request");
    }

    static Stream<Pair> responses() throws IOException {
        return pairs("response");
    }

    static Stream<Pair> streams() throws IOException {
        return pairs("stream");
    }

    private static void assertInTheFormat(HttpResponse<String> answer, String what) throws Exception {
        JsonNode told = json(answer);
        if (answer.statusCode() == 200) {
            assertThat(told.path("candidates").isArray()).as(what).isTrue();
        } else {
            assertThat(told.at("/error/code").asInt()).as(what).isEqualTo(answer.statusCode());
            assertThat(told.at("/error/status").asText()).as(what).isNotBlank();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void anyRequest_isAnsweredInTheFormat(Pair pair) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        for (String literal : LITERALS) {
            for (Mutations.Mutation it : Mutations.of(pair.asked(), literal)) {
                HttpResponse<String> answer = post(whole("openai/m"), it.json());

                String what = it.place() + " is " + literal + ": " + answer.body();
                assertThat(answer.statusCode()).as(what).isIn(200, 400);
                assertInTheFormat(answer, what);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("responses")
    void anyAnswer_isToldInTheFormat(Pair pair) throws Exception {
        String asked = pair.asked().toString();
        for (String literal : LITERALS) {
            for (Mutations.Mutation it : Mutations.of(pair.json("provider"), literal)) {
                UPSTREAM.answer(Script.json(200, it.json()));

                HttpResponse<String> answer = post(whole("openai/m"), asked);

                String what = it.place() + " is " + literal + ": " + answer.body();
                assertThat(answer.statusCode()).as(what).isIn(200, 502);
                assertInTheFormat(answer, what);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void anyStream_endsInTheFormat(Pair pair) throws Exception {
        String asked = pair.asked().toString();
        List<String> events = List.of(pair.text("provider").split("\n\n", -1));
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i).startsWith("data: {")) {
                for (String literal : OF_EVENTS) {
                    everyPlace(asked, events, i, literal);
                }
            }
        }
    }

    private void everyPlace(String asked, List<String> events, int i, String literal) throws Exception {
        JsonNode event = Json.parse(events.get(i).substring("data: ".length()).getBytes(StandardCharsets.UTF_8));
        for (Mutations.Mutation it : Mutations.of(event, literal)) {
            List<String> mutated = new ArrayList<>(events);
            mutated.set(i, "data: " + it.json());
            UPSTREAM.answer(Script.stream().send(String.join("\n\n", mutated)).end());

            HttpResponse<String> answer = post(streamed("openai/m").replace("?alt=sse", ""), asked);

            String what = it.place() + " is " + literal + " in event " + i + ": " + answer.body();
            if (answer.statusCode() == 200) {
                JsonNode end = last((ArrayNode) json(answer));
                assertThat(end.has("usageMetadata") || end.path("error").has("status"))
                        .as(what)
                        .isTrue();
            } else {
                assertInTheFormat(answer, what);
            }
        }
    }
}
