package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limits of a model count whoever asks for it, by whatever name and wherever it is named. */
class ModelLimitsTest extends ManageTest {

    private static final String[] PATTERNS = {"openai/gpt-4o-mini", "gpt-4o-mini", "GPT-4o*", "openai/*", "OpenAI/GPT-*"
    };

    private static final String[] NAMES = {
        "openai/gpt-4o-mini",
        "gpt-4o-mini",
        "openai/GPT-4O-Mini",
        "openai/gpt-4o-mini ",
        "openai/ gpt-4o-mini",
        "openai/gpt-4o-mini\\u00a0",
        "openai/gpt-4o-mini\\u200b",
        "openai/gpt%2D4o-mini"
    };

    private JsonNode tokenWith(String limits) throws Exception {
        return token("\"project\":\"" + project() + "\",\"rules\":{\"limits\":{\"models\":{" + limits + "}}}");
    }

    private static String once(String pattern) {
        return "\"" + pattern + "\":{\"requests\":{\"day\":1}}";
    }

    private HttpResponse<String> ask(JsonNode token, String model, String members, String... headers) throws Exception {
        String[] all = new String[headers.length + 2];
        System.arraycopy(bearer(token), 0, all, 0, 2);
        System.arraycopy(headers, 0, all, 2, headers.length);
        String body =
                "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + members + "}";
        return post("/v1/chat/completions", body, all);
    }

    private static void assertLimited(HttpResponse<String> answer, String as) throws Exception {
        assertThat(answer.statusCode()).as(as + answer.body()).isEqualTo(429);
        assertThat(error(answer).path("code").asText()).as(as).isEqualTo("rate_limit_exceeded");
        assertThat(error(answer).path("message").asText()).as(as).contains("of this token");
    }

    @Test
    void anyName_countsForAnyPattern() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        for (String pattern : PATTERNS) {
            for (String name : NAMES) {
                JsonNode token = tokenWith(once(pattern));
                String as = pattern + " " + name + " ";
                assertThat(ask(token, name, "").statusCode()).as(as).isEqualTo(200);
                for (String again : new String[] {"openai/gpt-4o-mini", name}) {
                    assertLimited(ask(token, again, ""), as + again);
                }
            }
        }
    }

    @Test
    void fallbacks_countLikeModels() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        for (String pattern : PATTERNS) {
            for (String name : NAMES) {
                JsonNode token = tokenWith(once(pattern));
                String as = pattern + " " + name + " ";
                String fallback = ",\"fallbacks\":[\"" + name + "\"]";
                assertThat(ask(token, "simulator/503", fallback).statusCode())
                        .as(as)
                        .isEqualTo(200);
                assertThat(ask(token, "simulator/503", fallback).statusCode())
                        .as(as)
                        .isIn(429, 503);
                assertLimited(ask(token, "openai/gpt-4o-mini", ""), as);
                HttpResponse<String> byHeader = ask(token, "simulator/503", "", "x-serai-fallbacks", "gpt-4o-mini");
                assertThat(byHeader.statusCode()).as(as + byHeader.body()).isIn(429, 503);
            }
        }
    }

    @Test
    void fallbackThatIsNotAsked_doesNotCount() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        JsonNode token = tokenWith(once("gpt-4o-mini"));
        for (int i = 0; i < 3; i++) {
            assertThat(ask(token, "simulator/echo", ",\"fallbacks\":[\"openai/gpt-4o-mini\"]")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(ask(token, "gpt-4o-mini", "").statusCode()).isEqualTo(200);
    }

    @Test
    void limitedFallback_leavesTheNextOne() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        JsonNode token = tokenWith(once("gpt-4o-mini"));
        String fallbacks = ",\"fallbacks\":[\"openai/gpt-4o-mini\",\"simulator/echo\"]";
        for (String provider : new String[] {"openai", "simulator", "simulator"}) {
            assertThat(header(ask(token, "simulator/503", fallbacks), "x-serai-provider"))
                    .isEqualTo(provider);
        }
        JsonNode other = tokenWith(once("mistral-*"));
        assertThat(header(ask(other, "simulator/503", fallbacks), "x-serai-provider"))
                .as("nobody else is kept from it")
                .isEqualTo("openai");
    }

    @ParameterizedTest
    @CsvSource({"smart", "canary"})
    void alias_countsAsItselfAndAsWhomItAsks(String alias) throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        JsonNode byAlias = tokenWith(once(alias));
        HttpResponse<String> first = ask(byAlias, alias, "");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertLimited(ask(byAlias, alias, ""), alias);
        assertThat(ask(byAlias, "simulator/503", ",\"fallbacks\":[\"" + alias + "\"]")
                        .statusCode())
                .isEqualTo(503);

        JsonNode fallbacksFirst = tokenWith(once(alias));
        assertThat(ask(fallbacksFirst, "simulator/503", ",\"fallbacks\":[\"" + alias + "\"]")
                        .statusCode())
                .isEqualTo(200);
        assertLimited(ask(fallbacksFirst, alias, ""), alias);

        JsonNode byTarget = tokenWith(once("*/*"));
        assertThat(ask(byTarget, alias, "").statusCode()).isEqualTo(200);
        assertLimited(ask(byTarget, alias, ""), alias);
    }

    @Test
    void tokensOfWhoFailed_areNotTheOthers() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        JsonNode token = tokenWith("\"simulator/503\":{\"tokens\":{\"day\":500}}");
        for (int i = 0; i < 30; i++) {
            assertThat(ask(token, "openai/gpt-4o-mini", ",\"fallbacks\":[\"simulator/503\"],\"max_tokens\":50")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(ask(token, "simulator/503", ",\"max_tokens\":50").statusCode())
                .isEqualTo(503);
    }

    @Test
    void permission_isNoWiderByAnotherName() throws Exception {
        JsonNode token = token("\"project\":\"" + project() + "\",\"rules\":{\"models\":[\"simulator/echo\"]}");
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        for (String name : NAMES) {
            assertThat(ask(token, name, "").statusCode()).as(name).isEqualTo(403);
            assertThat(ask(token, "simulator/echo", ",\"fallbacks\":[\"" + name + "\"]")
                            .statusCode())
                    .as(name)
                    .isEqualTo(403);
        }
        assertThat(ask(token, "simulator/echo", "", "x-serai-fallbacks", "gpt-4o-mini")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ask(token, "simulator/ECHO", "").statusCode()).isEqualTo(403);
        assertThat(ask(token, "simulator/echo", "").statusCode()).isEqualTo(200);
    }
}
