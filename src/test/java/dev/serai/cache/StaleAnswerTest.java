package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However nobody can answer: who may be given what is out of date is given that. What is the caller's to see stays so. */
@Timeout(120)
class StaleAnswerTest extends CachingGateway {

    private static Script failure(String kind) {
        return switch (kind) {
            case "reset" -> Script.silent().reset();
            case "closed" -> Script.silent().close();
            case "empty" -> Script.json(200, "");
            case "html" -> Script.typed(200, "text/html", "<html>");
            case "malformed" -> Script.json(200, "{\"choices\":[");
            case "inside" -> Script.json(200, "{\"error\":{\"message\":\"Down\"}}");
            case "first event" ->
                Script.stream()
                        .send("data: {\"error\":{\"message\":\"Down\"}}\n\n")
                        .end();
            case "nothing" -> Script.stream().end();
            case "quota" -> Script.json(429, "{\"error\":{\"message\":\"No money\",\"code\":\"insufficient_quota\"}}");
            default -> Script.json(Integer.parseInt(kind), "{\"error\":{\"message\":\"Down\"}}");
        };
    }

    @ParameterizedTest
    @CsvSource({
        "401, false",
        "402, false",
        "403, false",
        "408, false",
        "429, false",
        "quota, false",
        "500, false",
        "502, false",
        "503, false",
        "504, false",
        "529, false",
        "reset, false",
        "closed, false",
        "empty, false",
        "html, false",
        "malformed, false",
        "inside, false",
        "500, true",
        "429, true",
        "reset, true",
        "first event, true",
        "nothing, true"
    })
    void anyFailure_ofAllTargets_isAnsweredByWhatIsOutOfDate(String kind, boolean stream) throws Exception {
        Issued caller = token(Rules.NONE);
        String body = chat("brief", "stale " + kind + stream, stream ? "\"stream\":true," : "");
        String first = call(caller, body).body();
        Thread.sleep(10);
        UPSTREAM.answer(failure(kind));
        HttpResponse<String> second = call(caller, body);

        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(status(second)).isEqualTo("stale");
        assertThat(second.body()).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"400, 400", "404, 404", "413, 413", "422, 422"})
    void whatTheCallerHasToSeeTo_staysWhatItIs(String kind, int status) throws Exception {
        Issued caller = token(Rules.NONE);
        String body = chat("brief", "wrong " + kind);
        call(caller, body);
        Thread.sleep(10);
        UPSTREAM.answer(failure(kind));
        assertThat(call(caller, body).statusCode()).isEqualTo(status);
    }

    /** A provider's own filter may let it pass the next time. */
    @ParameterizedTest
    @CsvSource({"false", "true"})
    void answerThatWasCutShort_isNotKept(boolean stream) throws Exception {
        Issued caller = token(Rules.NONE);
        String body = chat("cached", "filtered " + stream, stream ? "\"stream\":true," : "");
        UPSTREAM.answer(
                stream
                        ? Script.stream()
                                .send(Answers.stream("ha").replace("\"stop\"", "\"content_filter\""))
                                .end()
                        : Script.json(200, whole("ha").replace("\"stop\"", "\"content_filter\"")));
        assertThat(call(caller, body).body()).contains("content_filter");
        UPSTREAM.answer(CachingGateway::next);
        assertThat(status(call(caller, body))).isEqualTo("miss");
        assertThat(status(call(caller, body))).isEqualTo("hit");
    }
}
