package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.inbound.InboundPairs.Pair;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import dev.serai.upstream.WireFixtures;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden files of Gemini's API, through the gateway: over a provider of OpenAI's format, and to Gemini as they are. */
class GeneratePairsTest extends GenerateContract {

    private static final String MODEL = "some-model";

    static Stream<Pair> translated() throws IOException {
        return InboundPairs.of("generate", "google");
    }

    static Stream<Pair> passed() throws IOException {
        return InboundPairs.of("generate-gemini", "google");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("translated")
    void requestOverOpenAisFormat_isAsTheGoldenFile(Pair pair) throws Exception {
        check(pair, "openai/", Answers.WHOLE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passed")
    void requestToGemini_passesAsItIs(Pair pair) throws Exception {
        check(pair, "gemini/", Answers.GEMINI);
    }

    private void check(Pair pair, String provider, String otherwise) throws Exception {
        String asked = pair.asked().toString();
        switch (pair.kind()) {
            case "request" -> {
                UPSTREAM.answer(Script.json(200, otherwise));
                HttpResponse<String> answer = post(whole(provider + MODEL), asked);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                same(pair.json("provider"), Json.parse(UPSTREAM.last().body()));
            }
            case "response" -> {
                UPSTREAM.answer(Script.json(200, pair.text("provider")));
                HttpResponse<String> answer = post(whole(provider + MODEL), asked);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                same(pair.json("google"), json(answer));
            }
            case "stream" -> stream(pair, provider, asked);
            default -> error(pair, provider, asked);
        }
    }

    private void stream(Pair pair, String provider, String asked) throws Exception {
        UPSTREAM.answer(Script.stream().dribble(pair.text("provider"), 31).end());

        HttpResponse<String> events = post(streamed(provider + MODEL), asked);
        HttpResponse<String> array = post(streamed(provider + MODEL).replace("?alt=sse", ""), asked);

        JsonNode expected = InboundPairs.events(pair.text("google"));
        assertThat(events.headers().firstValue("content-type")).contains("text/event-stream");
        same(expected, InboundPairs.events(events.body()));
        assertThat(array.headers().firstValue("content-type")).contains("application/json");
        same(expected, json(array));
    }

    private void error(Pair pair, String provider, String asked) throws Exception {
        JsonNode described = pair.json("provider");
        List<String> headers = new ArrayList<>();
        described
                .path("headers")
                .properties()
                .forEach(it -> headers.add(it.getKey() + ": " + it.getValue().asText()));
        UPSTREAM.answer(Script.json(
                described.path("status").asInt(), described.path("body").toString(), headers.toArray(new String[0])));

        HttpResponse<String> answer = post(whole(provider + MODEL), asked);

        ObjectNode expected = (ObjectNode) pair.json("google");
        assertThat(answer.statusCode()).isEqualTo(expected.path("status").asInt());
        same(expected.path("body"), json(answer));
        expected.path("headers")
                .properties()
                .forEach(it -> assertThat(answer.headers().firstValue(it.getKey()))
                        .contains(it.getValue().asText()));
    }

    private static void same(JsonNode expected, JsonNode actual) {
        assertThat(WireFixtures.same(expected, actual))
                .as("expected %s%nbut was %s", expected.toPrettyString(), actual.toPrettyString())
                .isTrue();
    }
}
