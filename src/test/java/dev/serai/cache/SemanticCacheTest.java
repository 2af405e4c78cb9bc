package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Project;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Who asks the same in other words gets the answer that is there, where the alias has that; who asks anything else, or is
 * another one, never does. {@code openai} makes vectors, and {@code mistral} where it fails.
 */
class SemanticCacheTest extends CachingGateway {

    private static final String FIRST = "How do I reset my password?";
    private static final String SECOND = "How can I reset my password?";

    /** Texts with this in them are far from all others. */
    private static final String FAR = "far";

    @Autowired
    private MeterRegistry meters;

    @BeforeEach
    void nearUnlessFar() {
        embeddings(text -> text.contains(FAR) ? 0 : text.length() % 2 == 0 ? 1 : 0.9712);
    }

    /** Vectors whose similarity to one of length 1 on the first axis is this. */
    private static void embeddings(ToDoubleFunction<String> cosine) {
        UPSTREAM.answer(request -> asksVectors(request) ? Script.json(200, vectors(request, cosine)) : next(request));
    }

    private static boolean asksVectors(Received request) {
        return request.path().endsWith("/embeddings");
    }

    private static String vectors(Received request, ToDoubleFunction<String> cosine) {
        List<String> data = new ArrayList<>();
        for (JsonNode text : inputs(request)) {
            double x = cosine.applyAsDouble(text.asText());
            data.add("{\"object\":\"embedding\",\"index\":%d,\"embedding\":[%s,%s,0.0]}"
                    .formatted(data.size(), 3 * x, 3 * Math.sqrt(1 - x * x)));
        }
        return embedded(String.join(",", data));
    }

    private static String embedded(String data) {
        return "{\"object\":\"list\",\"model\":\"m\",\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7},\"data\":["
                + data + "]}";
    }

    private static JsonNode inputs(Received request) {
        try {
            return Json.parse(request.body()).path("input");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Received> asked(boolean vectors) {
        return UPSTREAM.received().stream()
                .filter(it -> asksVectors(it) == vectors)
                .toList();
    }

    private static String similarity(HttpResponse<?> response) {
        return response.headers().firstValue("x-serai-cache-similarity").orElse("none");
    }

    @Test
    void otherWords_getTheAnswer_marked_andTheirCallerPaysForTheVectors() throws Exception {
        Issued caller = token(Rules.NONE);
        HttpResponse<String> first = call(caller, chat("near", FIRST));
        assertThat(asked(true)).as("nothing to compare with").isEmpty();
        HttpResponse<String> second = call(caller, chat("near", SECOND));

        assertThat(status(first)).isEqualTo("miss");
        assertThat(similarity(first)).isEqualTo("none");
        assertThat(status(second)).isEqualTo("semantic");
        assertThat(similarity(second)).isEqualTo("0.9712");
        assertThat(second.headers().firstValue("age")).isPresent();
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(asked(false)).hasSize(1);
        assertThat(asked(true)).hasSize(1);
        assertThat(inputs(asked(true).get(0))).hasSize(2);
        List<Map<String, Object>> records =
                await(() -> records(requestId(second)), found -> found.size() == 2);
        assertThat(records).hasSize(2);
        assertThat(records.get(0))
                .containsEntry("cached", true)
                .containsEntry("saved_tokens", 5L)
                .containsEntry("prompt_tokens", 0L)
                .containsEntry("provider", null);
        assertThat((BigDecimal) records.get(0).get("cost")).isZero();
        assertThat(records.get(1))
                .containsEntry("cached", false)
                .containsEntry("provider", "openai")
                .containsEntry("model", "text-embedding-3-small")
                .containsEntry("prompt_tokens", 7L)
                .containsEntry("attempts", 0);
        assertThat(new BigDecimal(second.headers().firstValue("x-serai-cost").orElseThrow()))
                .isPositive()
                .isEqualByComparingTo((BigDecimal) records.get(1).get("cost"));
        assertThat(requestsOf(caller)).isEqualTo(2);
    }

    @Test
    void vectorsThatAreKnown_areNotAskedForAgain_norAnyWhereTheRequestIsTheSame() throws Exception {
        Issued caller = token(Rules.NONE);
        call(caller, chat("near", FIRST));
        assertThat(status(call(caller, chat("near", FIRST)))).isEqualTo("hit");
        assertThat(asked(true)).isEmpty();
        call(caller, chat("near", SECOND));
        assertThat(status(call(caller, chat("near", SECOND)))).isEqualTo("semantic");
        assertThat(status(call(caller, chat("near", "Hello, how can I reset my password")))).isEqualTo("semantic");
        assertThat(asked(true)).hasSize(2);
        assertThat(inputs(asked(true).get(1))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A drink with alcohol please | A drink without alcohol please",
                "All orders from 2024 | All orders from 2025",
                "Translate this to German | Translate this to French"
            })
    void whatMeansSomethingElse_isAskedAnew_howeverNearItIs(String one, String other) throws Exception {
        Issued caller = token(Rules.NONE);
        embeddings(text -> 1);
        String first = call(caller, chat("near", one)).body();
        HttpResponse<String> second = call(caller, chat("near", other));
        assertThat(status(second)).isEqualTo("miss");
        assertThat(second.body()).isNotEqualTo(first);
        assertThat(asked(true)).isEmpty();
    }

    @Test
    void farVector_isAskedAnew_andTheNearestOfSeveralCounts() throws Exception {
        Issued caller = token(Rules.NONE);
        Map<String, Double> cosines = Map.of(
                "How do I find far stars?", 0.0,
                "How can I find far stars?", 1.0,
                "How to find far stars?", 0.96);
        embeddings(text -> cosines.getOrDefault(text, 0.95));
        call(caller, chat("near", "How do I find far stars?"));
        HttpResponse<String> second = call(caller, chat("near", "How can I find far stars?"));
        HttpResponse<String> third = call(caller, chat("near", "How to find far stars?"));
        assertThat(status(second)).isEqualTo("miss");
        assertThat(status(third)).isEqualTo("semantic");
        assertThat(third.body()).isEqualTo(second.body());
        HttpResponse<String> fourth = call(caller, chat("near", "how to find far stars"));
        assertThat(fourth.body()).as("what was given is not given on").isEqualTo(second.body());
        assertThat(similarity(fourth)).isEqualTo("0.95");
    }

    @Test
    void otherCaller_neverGetsIt_unlessTheirProjectShares() throws Exception {
        Project own = project(cache("on"));
        Project shared = project(cache("shared"));
        String poison = call(token(own, Rules.NONE), chat("near", FIRST)).body();
        String first = call(token(shared, Rules.NONE), chat("near", FIRST)).body();
        for (Issued other : List.of(token(own, Rules.NONE), token(Rules.NONE), token(cache("shared")))) {
            HttpResponse<String> answer = call(other, chat("near", SECOND));
            assertThat(status(answer)).isEqualTo("miss");
            assertThat(answer.body()).isNotIn(poison, first);
        }
        assertThat(asked(true)).as("nor anything is said of it to anybody").isEmpty();
        HttpResponse<String> answer = call(token(shared, Rules.NONE), chat("near", SECOND));
        assertThat(status(answer)).isEqualTo("semantic");
        assertThat(answer.body()).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"temperature\":0,",
                "\"max_tokens\":6,",
                "\"seed\":1,",
                "\"user\":\"x\",",
                "\"stop\":\"x\",",
                "\"novelty\":1,",
                "\"audio\":{},"
            })
    void otherParameter_isAnotherRequest(String member) throws Exception {
        Issued caller = token(Rules.NONE);
        call(caller, chat("near", FIRST));
        assertThat(status(call(caller, chat("near", SECOND, member)))).isEqualTo("miss");
        assertThat(status(call(caller, chat("near-other", SECOND)))).isEqualTo("miss");
        assertThat(status(call(caller, chat("near", SECOND), "x-serai-tier", "gold"))).isEqualTo("miss");
        assertThat(asked(true)).isEmpty();
    }

    @Test
    void otherMessagesBefore_areAnotherRequest_andTheSameOnesTheSame() throws Exception {
        Issued caller = token(Rules.NONE);
        String[] befores = {
            "{'role':'system','content':'Be kind'},",
            "{'role':'system','content':'Be rude'},",
            "{'role':'user','content':'Hi'},{'role':'assistant','content':'Hi'},",
            "{'role':'user','content':[{'type':'text','text':'Hi'}]},{'role':'assistant','content':'Hi'},",
            ""
        };
        for (String before : befores) {
            assertThat(status(call(caller, talk(before, FIRST)))).as(before).isEqualTo("miss");
        }
        for (String before : befores) {
            assertThat(status(call(caller, talk(before, SECOND)))).as(before).isEqualTo("semantic");
        }
        assertThat(status(call(caller, talk("{'role':'assistant','content':'" + FIRST + "'},", SECOND))))
                .isEqualTo("miss");
    }

    private static String talk(String before, String last) {
        return "{\"model\":\"near\",\"messages\":[" + before.replace('\'', '"') + "{\"role\":\"user\",\"content\":\""
                + last + "\"}]}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "near | \"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}], | miss",
                "near | \"response_format\":{\"type\":\"json_object\"}, | miss",
                "near | \"guided_json\":{}, | miss",
                "near-tools | \"guided_json\":{}, | miss",
                "near-tools | \"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}], | semantic",
                "near-tools | \"response_format\":{\"type\":\"json_object\"}, | semantic",
            })
    void toolsAndSchemas_areForWhoSaysSo(String alias, String member, String expected) throws Exception {
        Issued caller = token(Rules.NONE);
        String[] on = {"x-serai-cache", "on"};
        call(caller, chat(alias, FIRST, member), on);
        assertThat(status(call(caller, chat(alias, SECOND, member), on))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA==\"}},"
                        + "{\"type\":\"text\",\"text\":\"%s\"}]",
                "[{\"type\":\"text\",\"text\":\"%s\"},{\"type\":\"text\",\"text\":\"more\"}]",
                "\"%s " + "very long very long very long very long very long very long very long very long very long "
                        + "very long very long very long very long very long very long very long very long very long "
                        + "very long very long very long very long very long very long very long very long very long "
                        + "very long very long very long very long very long very long very long very long very long "
                        + "very long very long very long very long very long very long very long very long very long "
                        + "very long very long very long very long very long very long very long very long very long \""
            })
    void media_severalParts_andLongPrompts_areNotCompared(String content) throws Exception {
        Issued caller = token(Rules.NONE);
        for (String text : List.of(FIRST, SECOND)) {
            String body = "{\"model\":\"near\",\"messages\":[{\"role\":\"user\",\"content\":" + content.formatted(text)
                    + "}]}";
            assertThat(status(call(caller, body))).isEqualTo("miss");
        }
        assertThat(asked(true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"index\":0,\"embedding\":[1,0]}",
                "{\"index\":0,\"embedding\":[1,0]},{\"index\":0,\"embedding\":[1,0]}",
                "{\"index\":0,\"embedding\":[1,0]},{\"index\":1,\"embedding\":[1,0,0]}",
                "{\"index\":0,\"embedding\":[0,0]},{\"index\":1,\"embedding\":[0,0]}",
                "{\"index\":0,\"embedding\":[1e39,0]},{\"index\":1,\"embedding\":[1e39,0]}",
                "{\"index\":0,\"embedding\":[\"NaN\",0]},{\"index\":1,\"embedding\":[\"NaN\",0]}",
                "{\"index\":0,\"embedding\":[]},{\"index\":1,\"embedding\":[]}",
                "{\"index\":0,\"embedding\":null},{\"index\":1,\"embedding\":null}",
                "{\"index\":-1,\"embedding\":[1]},{\"index\":99999999999,\"embedding\":[1]}",
                "{\"index\":0,\"embedding\":[1,[0]]},{\"index\":1,\"embedding\":[1,[0]]}",
                "1,2",
                "]}{"
            })
    void hostileVectors_areNone(String data) throws Exception {
        Issued caller = token(Rules.NONE);
        UPSTREAM.answer(request -> asksVectors(request) ? Script.json(200, embedded(data)) : next(request));
        call(caller, chat("near", FIRST));
        HttpResponse<String> second = call(caller, chat("near", SECOND));
        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(status(second)).isEqualTo("miss");
        assertThat(asked(true)).isNotEmpty();
    }

    @Test
    void failingEmbeddings_areAnOrdinaryMiss_andLeftAloneForAWhile() throws Exception {
        Issued caller = token(Rules.NONE);
        UPSTREAM.answer(request -> asksVectors(request) ? Script.json(500, "{}") : next(request));
        call(caller, chat("near", FIRST));
        assertThat(status(call(caller, chat("near", SECOND)))).isEqualTo("miss");
        int tries = asked(true).size();
        assertThat(tries).as("both targets").isEqualTo(2);
        assertThat(status(call(caller, chat("near", "how to reset my password")))).isEqualTo("miss");
        assertThat(asked(true)).hasSize(tries);
        assertThat(status(call(caller, chat("near", SECOND)))).isEqualTo("hit");
    }

    @Test
    void failover_makesVectorsThatAreComparedAmongThemselvesAlone() throws Exception {
        Issued caller = token(Rules.NONE);
        call(caller, chat("near", FIRST));
        assertThat(status(call(caller, chat("near", SECOND)))).isEqualTo("semantic");
        UPSTREAM.answer(request -> !asksVectors(request)
                ? next(request)
                : request.path().startsWith("/openai/")
                        ? Script.json(503, "{}")
                        : Script.json(200, vectors(request, text -> 1)));
        HttpResponse<String> other = call(caller, chat("near", "how to reset my password"));
        assertThat(status(other)).as("one vector of mistral's, one of openai's").isEqualTo("miss");
        HttpResponse<String> again = call(caller, chat("near", "Hi, how to reset my password"));
        assertThat(status(again)).as("all of mistral's").isEqualTo("semantic");
    }

    @Test
    void answersThatWereTakenOut_areNotFoundAnyMore() throws Exception {
        Issued caller = token(Rules.NONE);
        call(caller, chat("near", FIRST));
        CLIENT.send(
                request("/manage/cache?project=" + caller.token().project()).DELETE().build(),
                BodyHandlers.discarding());
        assertThat(status(call(caller, chat("near", SECOND)))).isEqualTo("miss");
        assertThat(asked(true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"no-cache, refresh", "no-store, bypass", "max-age=1000, semantic"})
    void callersWish_counts(String wish, String expected) throws Exception {
        Issued caller = token(Rules.NONE);
        call(caller, chat("near", FIRST));
        assertThat(status(call(caller, chat("near", SECOND), "cache-control", wish))).isEqualTo(expected);
    }

    @Test
    void streams_andOtherFormats_haveThem() throws Exception {
        Issued caller = token(Rules.NONE);
        call(caller, chat("near", FIRST));
        HttpResponse<String> stream = call(caller, chat("near", SECOND, "\"stream\":true,"));
        assertThat(status(stream)).isEqualTo("semantic");
        assertThat(stream.body()).endsWith("data: [DONE]\n\n");
        assertThat(status(callAt("/v1/messages", caller, chat("near", FIRST, "\"max_tokens\":5,"))))
                .isEqualTo("miss");
        HttpResponse<String> message = callAt("/v1/messages", caller, chat("near", SECOND, "\"max_tokens\":5,"));
        assertThat(status(message)).isEqualTo("semantic");
        assertThat(json(message).path("type").asText()).isEqualTo("message");
    }

    @Test
    void sameText_writtenOtherwise_needsNoVectors() throws Exception {
        Issued caller = token(Rules.NONE);
        call(caller, chat("near", FIRST));
        HttpResponse<String> second = call(caller, chat("near", FIRST.replace("p", "\\u0070")));
        assertThat(status(second)).isEqualTo("semantic");
        assertThat(similarity(second)).isEqualTo("1");
        assertThat(asked(true)).isEmpty();
    }

    @Test
    void report_andMetrics_haveThem() throws Exception {
        Issued caller = token(Rules.NONE);
        call(caller, chat("near", FIRST));
        call(caller, chat("near", SECOND));
        ObjectNode categories = (ObjectNode) json(get("/manage/cache")).path("categories");
        JsonNode reading = categories.path("semantic_cache");
        assertThat(reading.path("entries").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(reading.path("bytes").asInt()).isPositive();
        assertThat(reading.path("hits").asInt()).isPositive();
        assertThat(reading.path("misses").asInt()).isPositive();
        assertThat(get("/manage/cache").body()).doesNotContain("password");
        assertThat(meters.get("cache.hits")
                        .tag("category", "semantic_cache")
                        .functionCounter()
                        .count())
                .isPositive();
    }
}
