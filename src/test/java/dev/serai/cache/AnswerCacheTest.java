package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered before is answered again, where somebody has switched that on, and nowhere else. */
class AnswerCacheTest extends CachingGateway {

    @Test
    void sameRequest_isAnsweredFromMemory_andCostsNothing() throws Exception {
        Issued caller = token(Rules.NONE);
        HttpResponse<String> first = call(caller, chat("cached", "same"));
        HttpResponse<String> second = call(caller, chat("cached", "same"));

        assertThat(status(first)).isEqualTo("miss");
        assertThat(status(second)).isEqualTo("hit");
        assertThat(second.headers().firstValue("age")).isPresent();
        assertThat(second.headers().firstValue("x-serai-provider")).contains("openai");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(UPSTREAM.received()).hasSize(1);
        Map<String, Object> asked = record(requestId(first));
        Map<String, Object> given = record(requestId(second));
        assertThat(asked).containsEntry("cached", false).containsEntry("saved_tokens", 0L);
        assertThat(given)
                .containsEntry("cached", true)
                .containsEntry("status", 200)
                .containsEntry("saved_tokens", 5L)
                .containsEntry("prompt_tokens", 0L)
                .containsEntry("attempts", 0);
        assertThat((BigDecimal) given.get("cost")).isZero();
        assertThat((BigDecimal) given.get("saved_cost")).isEqualByComparingTo((BigDecimal) asked.get("cost"));
        assertThat(requestsOf(caller)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"temperature\":0,"})
    void plainAlias_knowsNoCache(String member) throws Exception {
        Issued caller = token(Rules.NONE);
        HttpResponse<String> first = call(caller, chat("plain", "unasked", member));
        HttpResponse<String> second = call(caller, chat("plain", "unasked", member));

        assertThat(status(first)).isEqualTo("none");
        assertThat(status(second)).isEqualTo("none");
        assertThat(second.body()).isNotEqualTo(first.body());
    }

    @ParameterizedTest
    @CsvSource({
        // alias, rule of the project, header, status of the second request
        "plain, , on, hit",
        "plain, on, , hit",
        "plain, shared, , hit",
        "plain, off, on, bypass",
        "plain, , off, bypass",
        "plain, on, off, bypass",
        "plain, on, refresh, refresh",
        "cached, off, , bypass",
        "cached, , off, bypass",
        "never, on, , none",
        "never, , on, bypass",
        "cached, , 'on, max-age=0', miss",
        "cached, , 'on, max-age=600', hit",
    })
    void whoSwitchesItOn_isAliasProjectOrCaller(String alias, String rule, String header, String expected)
            throws Exception {
        Issued caller = token(cache(rule));
        String body = chat(alias, "who " + rule + header);
        String[] headers = header == null ? new String[0] : new String[] {"x-serai-cache", header};
        call(caller, body, headers);
        Thread.sleep(5); // older than 0 seconds
        assertThat(status(call(caller, body, headers))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"no-store, bypass", "no-cache, refresh", "max-age=0, miss", "max-age=1000, hit", "no-transform, hit"})
    void cacheControl_isObeyed(String directive, String expected) throws Exception {
        Issued caller = token(Rules.NONE);
        String body = chat("cached", "control " + directive);
        call(caller, body);
        Thread.sleep(5);
        assertThat(status(call(caller, body, "cache-control", directive))).isEqualTo(expected);
        assertThat(status(call(caller, chat("plain", "control"), "cache-control", directive)))
                .isEqualTo("none");
    }

    @Test
    void cacheControl_mayBeSaidInSeveralLines() throws Exception {
        Issued caller = token(Rules.NONE);
        String[] lines = {"cache-control", "max-age=600", "cache-control", "no-store"};
        assertThat(status(call(caller, chat("cached", "several lines"), lines))).isEqualTo("bypass");
    }

    @Test
    void unknownWord_isRefused() throws Exception {
        assertRefused(call(token(Rules.NONE), chat("cached", "x"), "x-serai-cache", "sometimes"), 400, "invalid_value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"temperature\":0.7,",
                "\"n\":2,",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],"
            })
    void excluded_isAskedAnew_unlessItsCallerSaysSo(String member) throws Exception {
        Issued caller = token(Rules.NONE);
        String body = chat("cached", "excluded", member);
        assertThat(status(call(caller, body))).isEqualTo("bypass");
        assertThat(status(call(caller, body, "x-serai-cache", "on"))).isEqualTo("miss");
        assertThat(status(call(caller, body, "x-serai-cache", "on"))).isEqualTo("hit");
    }

    @Test
    void error_isNotKept() throws Exception {
        Issued caller = token(Rules.NONE);
        UPSTREAM.answer(Script.json(500, "{\"error\":{\"message\":\"Down\"}}"));
        assertThat(call(caller, chat("cached", "error")).statusCode()).isEqualTo(500);
        UPSTREAM.answer(CachingGateway::next);
        assertThat(status(call(caller, chat("cached", "error")))).isEqualTo("miss");
    }

    @Test
    void cutStream_isNotKept() throws Exception {
        Issued caller = token(Rules.NONE);
        UPSTREAM.answer(Script.stream().send(Answers.content("half")).close());
        String body = chat("cached", "cut", "\"stream\":true,");
        assertThat(call(caller, body).body()).contains("error");
        UPSTREAM.answer(CachingGateway::next);
        assertThat(status(call(caller, body))).isEqualTo("miss");
        assertThat(status(call(caller, body))).isEqualTo("hit");
    }

    @Test
    void largeAnswer_isNotKept() throws Exception {
        Issued caller = token(Rules.NONE);
        UPSTREAM.answer(Script.json(200, whole("x".repeat(1 << 20))));
        assertThat(status(call(caller, chat("cached", "large")))).isEqualTo("miss");
        assertThat(status(call(caller, chat("cached", "large")))).isEqualTo("miss");
    }

    @Test
    void refresh_replacesWhatIsKept() throws Exception {
        Issued caller = token(Rules.NONE);
        String body = chat("cached", "refresh");
        String first = call(caller, body).body();
        String second = call(caller, body, "x-serai-cache", "refresh").body();
        assertThat(second).isNotEqualTo(first);
        assertThat(call(caller, body).body()).isEqualTo(second);
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "true, true"})
    void eachForm_isMadeOfTheOther(boolean first, boolean second) throws Exception {
        Issued caller = token(Rules.NONE);
        String text = "form " + first + second;
        String usage = "\"stream_options\":{\"include_usage\":true},";
        String asked = call(caller, chat("cached", text, first ? "\"stream\":true," : ""))
                .body();
        HttpResponse<String> given = call(caller, chat("cached", text, second ? "\"stream\":true," + usage : ""));

        assertThat(status(given)).isEqualTo("hit");
        assertThat(UPSTREAM.received()).hasSize(1);
        String said = asked.replaceAll("(?s).*?(answer \\d+).*", "$1");
        assertThat(given.body()).contains(said).contains("\"total_tokens\":5");
        if (second) {
            assertThat(given.headers().firstValue("content-type")).contains("text/event-stream");
            assertThat(given.body()).contains("chat.completion.chunk").endsWith("data: [DONE]\n\n");
        } else {
            assertThat(json(given).at("/choices/0/message/content").asText()).isEqualTo(said);
            assertThat(json(given).at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        }
    }

    @Test
    void outdated_isGivenWhereNobodyCanAnswer() throws Exception {
        Issued caller = token(Rules.NONE);
        String body = chat("brief", "outdated");
        String first = call(caller, body).body();
        Thread.sleep(10);
        UPSTREAM.answer(Script.json(503, "{\"error\":{\"message\":\"Down\"}}"));
        HttpResponse<String> second = call(caller, body);

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(status(second)).isEqualTo("stale");
        assertThat(second.headers().firstValue("warning"))
                .hasValueSatisfying(it -> assertThat(it).startsWith("110"));
        assertThat(second.body()).isEqualTo(first);
        assertThat(record(requestId(second))).containsEntry("cached", true).containsEntry("provider", null);
        HttpResponse<String> unwilling = call(caller, body, "cache-control", "stale-if-error=0");
        assertThat(unwilling.statusCode()).isEqualTo(503);
        UPSTREAM.answer(Script.json(400, "{\"error\":{\"message\":\"Wrong\"}}"));
        assertThat(call(caller, body).statusCode())
                .as("the caller's own mistake")
                .isEqualTo(400);
    }

    @Test
    void outdated_isGivenAtOnce_toWhoTakesIt() throws Exception {
        Issued caller = token(Rules.NONE);
        String body = chat("brief", "max-stale");
        String first = call(caller, body).body();
        Thread.sleep(10);
        HttpResponse<String> second = call(caller, body, "cache-control", "max-stale=60");
        assertThat(status(second)).isEqualTo("stale");
        assertThat(second.body()).isEqualTo(first);
        assertThat(call(caller, body).body()).isNotEqualTo(first);
    }
}
