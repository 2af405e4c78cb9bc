package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors are asked for where they are needed, and believed where they can be; without them nobody fails. */
class SemanticVectorsTest extends SemanticGateway {

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
        assertThat(status(call(caller, chat("near", "how to reset my password"))))
                .isEqualTo("miss");
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
    void vectorsThatAreKnown_areNotAskedForAgain_norAnyWhereTheRequestIsTheSame() throws Exception {
        Issued caller = token(Rules.NONE);
        call(caller, chat("near", FIRST));
        assertThat(status(call(caller, chat("near", FIRST)))).isEqualTo("hit");
        assertThat(asked(true)).isEmpty();
        call(caller, chat("near", SECOND));
        assertThat(status(call(caller, chat("near", SECOND)))).isEqualTo("semantic");
        assertThat(status(call(caller, chat("near", "Hello, how can I reset my password"))))
                .isEqualTo("semantic");
        assertThat(asked(true)).hasSize(2);
        assertThat(inputs(asked(true).get(1))).hasSize(1);
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
}
