package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.inbound.InboundPairs.Pair;
import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import dev.serai.upstream.WireFixtures;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The golden files of a format of clients, through the gateway. */
abstract class PairsContract extends GatewayTest {

    private static final String ID = "req_gen_1";

    /** Sends the request. */
    abstract HttpResponse<String> ask(ObjectNode asked, String prefix) throws Exception;

    /** What cannot be known of an answer beforehand, as the golden files have it. */
    JsonNode known(JsonNode answer) {
        return answer;
    }

    void check(Pair pair, String prefix, String otherwise) throws Exception {
        switch (pair.kind()) {
            case "request" -> request(pair, prefix, otherwise);
            case "response" -> response(pair, prefix);
            case "stream" -> stream(pair, prefix);
            default -> error(pair, prefix);
        }
    }

    private void request(Pair pair, String prefix, String otherwise) throws Exception {
        UPSTREAM.answer(Script.json(200, otherwise));

        ask(pair.asked(), prefix);

        same(pair.json("provider"), Json.parse(UPSTREAM.last().body()));
    }

    private void response(Pair pair, String prefix) throws Exception {
        UPSTREAM.answer(Script.json(200, pair.text("provider")));

        ObjectNode asked = pair.asked();
        asked.remove("stream");
        HttpResponse<String> answer = ask(asked, prefix);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        same(pair.json(pair.side()), known(json(answer)));
    }

    private void stream(Pair pair, String prefix) throws Exception {
        UPSTREAM.answer(Script.stream().dribble(pair.text("provider"), 31).end());

        HttpResponse<String> answer = ask(pair.asked().put("stream", true), prefix);

        assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
        same(InboundPairs.events(pair.text(pair.side())), known(InboundPairs.events(answer.body())));
    }

    private void error(Pair pair, String prefix) throws Exception {
        JsonNode described = pair.json("provider");
        List<String> headers = new ArrayList<>();
        described
                .path("headers")
                .properties()
                .forEach(it -> headers.add(it.getKey() + ": " + it.getValue().asText()));
        UPSTREAM.answer(Script.json(
                described.path("status").asInt(), described.path("body").toString(), headers.toArray(new String[0])));

        HttpResponse<String> answer = ask(pair.asked(), prefix);

        JsonNode expected = pair.json(pair.side());
        assertThat(answer.statusCode()).isEqualTo(expected.path("status").asInt());
        ObjectNode body = (ObjectNode) expected.path("body");
        String id = answer.headers().firstValue("x-request-id").orElseThrow();
        if (body.path("request_id").asText().equals(ID)) {
            body.put("request_id", id);
        }
        same(body, json(answer));
        expected.path("headers")
                .properties()
                .forEach(it -> header(answer, it.getKey(), it.getValue().asText(), id));
    }

    private static void header(HttpResponse<String> answer, String name, String value, String id) {
        String given = answer.headers().firstValue(name).orElse("");
        if (name.endsWith("-reset") && given.length() == value.length() && !given.equals(value)) {
            long left = Instant.parse(value).getEpochSecond()
                    - Instant.parse("2026-11-21T00:00:00Z").getEpochSecond();
            assertThat(Instant.parse(given).getEpochSecond() - Instant.now().getEpochSecond())
                    .isCloseTo(left, within(5L));
        } else {
            assertThat(given).as(name).isEqualTo(value.equals(ID) ? id : value);
        }
    }

    private static void same(JsonNode expected, JsonNode actual) {
        assertThat(WireFixtures.same(expected, actual))
                .as("expected %s%nbut was %s", expected.toPrettyString(), actual.toPrettyString())
                .isTrue();
    }
}
