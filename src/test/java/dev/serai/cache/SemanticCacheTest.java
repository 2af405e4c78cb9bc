package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Who asks the same in other words gets the answer that is there, where the alias has that. */
class SemanticCacheTest extends SemanticGateway {

    @Autowired
    private MeterRegistry meters;

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
        List<Map<String, Object>> records = await(() -> records(requestId(second)), found -> found.size() == 2);
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
    void answersThatWereTakenOut_areNotFoundAnyMore() throws Exception {
        Issued caller = token(Rules.NONE);
        call(caller, chat("near", FIRST));
        CLIENT.send(
                request("/manage/cache?project=" + caller.token().project())
                        .DELETE()
                        .build(),
                BodyHandlers.discarding());
        assertThat(status(call(caller, chat("near", SECOND)))).isEqualTo("miss");
        assertThat(asked(true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"no-cache, refresh", "no-store, bypass", "max-age=1000, semantic"})
    void callersWish_counts(String wish, String expected) throws Exception {
        Issued caller = token(Rules.NONE);
        call(caller, chat("near", FIRST));
        assertThat(status(call(caller, chat("near", SECOND), "cache-control", wish)))
                .isEqualTo(expected);
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
