package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that are made in the background and told as they are made, to whoever asks, as often as they ask. */
class ResponsesToldTest extends ResponsesContract {

    private static final String TOLD = "\"background\":true,\"stream\":true,";

    private ArrayNode told(String model) throws Exception {
        HttpResponse<String> answer = post(RESPONSES, responses(model, TOLD));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        return InboundPairs.events(answer.body());
    }

    private ArrayNode again(String id, String query) throws Exception {
        HttpResponse<String> answer = get(RESPONSES + "/" + id + "?stream=true" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return InboundPairs.events(answer.body());
    }

    private static String id(ArrayNode events) {
        return events.get(0).at("/response/id").asText();
    }

    private static List<JsonNode> behind(ArrayNode events, int number) {
        return StreamSupport.stream(events.spliterator(), false)
                .filter(event -> event.path("sequence_number").asInt() > number)
                .toList();
    }

    private static void assertWhole(ArrayNode events) {
        List<Integer> numbers = new ArrayList<>();
        events.forEach(event -> numbers.add(event.path("sequence_number").asInt()));
        assertThat(numbers).isEqualTo(IntStream.range(0, events.size()).boxed().toList());
        assertThat(types(events)).startsWith("response.created", "response.queued", "response.in_progress");
        assertThat(types(events).stream().filter("response.created"::equals)).hasSize(1);
        for (JsonNode event : events) {
            if (event.has("response")) {
                assertThat(event.at("/response/id").asText())
                        .as(event.toString())
                        .isEqualTo(id(events));
                assertThat(event.at("/response/background").asBoolean())
                        .as(event.toString())
                        .isTrue();
            }
        }
    }

    @Test
    void work_isTold_andToldAgain() throws Exception {
        ArrayNode events = told("simulator/echo");

        assertWhole(events);
        assertThat(types(events)).endsWith("response.completed").contains("response.output_text.delta");
        assertThat(last(events).path("response")).isEqualTo(json(get(RESPONSES + "/" + id(events))));
        assertThat(again(id(events), "")).isEqualTo(events);
        for (int number : new int[] {0, 4, events.size() - 2}) {
            assertThat(again(id(events), "&include_obfuscation=false&starting_after=" + number))
                    .as("behind %s", number)
                    .containsExactlyElementsOf(behind(events, number));
        }
        assertThat(again(id(events), "&starting_after=" + (events.size() - 1))).isEmpty();
        assertThat(again(id(events), "&starting_after=999999999")).isEmpty();
    }

    @Test
    void whoComesLater_isToldWhatWas_andWhatFollows_alsoWhereTheFirstHasLeft() throws Exception {
        CountDownLatch rest = new CountDownLatch(1);
        String first = Answers.content("one ");
        UPSTREAM.answer(Script.stream()
                .send(first)
                .await(rest)
                .send(Answers.content("two"))
                .send(Answers.finish())
                .send("data: [DONE]\n\n")
                .end());
        String id;
        String begun;
        try (EventReader left = open(RESPONSES, responses("plain/m", TOLD))) {
            begun = left.next();
            id = json(begun).at("/response/id").asText();
            for (String event = begun; !event.contains("output_text.delta"); event = left.next()) {}
        }
        assertThat(json(get(RESPONSES + "/" + id)).path("status").asText()).isEqualTo("in_progress");
        try (EventReader follower = follow(id, 0)) {
            assertThat(follower.next()).contains("response.queued", "\"sequence_number\":1,");
            for (String event = ""; !event.contains("output_text.delta"); event = follower.next()) {}
            rest.countDown();
            StringBuilder text = new StringBuilder();
            String last = "";
            for (String event = follower.next(); event != null; event = follower.next()) {
                text.append(
                        event.contains("output_text.delta")
                                ? json(event).path("delta").asText()
                                : "");
                last = event;
            }
            assertThat(text).hasToString("two");
            assertThat(last).startsWith("event: response.completed").contains("one two");
        }
        assertWhole(again(id, ""));
    }

    private EventReader follow(String id, int after) throws Exception {
        HttpRequest request = request(RESPONSES + "/" + id + "?stream=true&starting_after=" + after)
                .GET()
                .build();
        return new EventReader(CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream()));
    }

    private static JsonNode json(String event) throws Exception {
        return Json.parse(event.substring(event.indexOf("data: ") + 6).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"simulator/500", "simulator/cut"})
    void failure_isTheLastEvent(String model) throws Exception {
        ArrayNode events = told(model);

        assertThat(types(events))
                .startsWith("response.created", "response.queued")
                .endsWith("response.failed");
        assertThat(last(events).at("/response/error/code").asText()).isEqualTo("server_error");
        assertThat(last(events).path("sequence_number").asInt()).isEqualTo(events.size() - 1);
        assertThat(again(id(events), "")).isEqualTo(events);
    }

    @Test
    void cancelledOne_endsAsSuch() throws Exception {
        UPSTREAM.answer(Script.stream().send(Answers.content("one ")).stall(30));
        try (EventReader events = open(RESPONSES, responses("plain/m", TOLD))) {
            String id = json(events.next()).at("/response/id").asText();
            for (String event = ""; !event.contains("output_text.delta"); event = events.next()) {}

            post(RESPONSES + "/" + id + "/cancel", "");

            String last = "";
            for (String event = events.next(); event != null; event = events.next()) {
                last = event;
            }
            assertThat(last).startsWith("event: response.failed");
            assertThat(json(last).at("/response/status").asText()).isEqualTo("cancelled");
        }
    }

    @Test
    void eventsOfAProviderThatSpeaksResponses_areUnderOurId() throws Exception {
        UPSTREAM.answer(Script.stream().send(said("Hi")).end());

        ArrayNode events = told("openai/m");

        assertThat(types(events))
                .containsExactly(
                        "response.created",
                        "response.queued",
                        "response.output_item.added",
                        "response.output_text.delta",
                        "response.completed");
        assertThat(events.toString()).doesNotContain("resp_up");
        assertThat(text(last(events).path("response"))).isEqualTo("Hi");
        assertThat(UPSTREAM.last().text()).contains("\"stream\":true").doesNotContain("background");
        assertThat(again(id(events), "")).isEqualTo(events);
    }

    @Test
    void whatWasNotToldAsItWasMade_isNotToldInEvents() throws Exception {
        String whole = id("simulator/echo");
        String streamed = id(
                InboundPairs.events(post(RESPONSES, streamed("simulator/echo")).body()));

        for (String id : List.of(whole, streamed)) {
            assertError(get(RESPONSES + "/" + id + "?stream=true"), 400, "unsupported_parameter", "stream");
            assertThat(get(RESPONSES + "/" + id + "?stream=false").statusCode()).isEqualTo(200);
        }
        assertError(get(RESPONSES + "/resp_unknown?stream=true"), 404, "response_not_found", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "1e3", "", "99999999999999999999"})
    void placeThatIsNone_isRefused(String place) throws Exception {
        String id = id(told("simulator/echo"));

        assertError(
                get(RESPONSES + "/" + id + "?stream=true&starting_after=" + place),
                400,
                "invalid_value",
                "starting_after");
    }

    @Test
    void deletedOne_isNotToldAgain() throws Exception {
        String id = id(told("simulator/echo"));
        CLIENT.send(request(RESPONSES + "/" + id).DELETE().build(), HttpResponse.BodyHandlers.ofString());

        assertError(get(RESPONSES + "/" + id + "?stream=true"), 404, "response_not_found", null);
    }
}
