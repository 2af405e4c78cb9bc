package dev.serai.passthrough;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry;
import dev.serai.support.FakeUpstream;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any path of a provider, for projects that may. */
class PassthroughTest extends PassTest {

    private static final String CHAT_ANSWER = "{\"model\":\"gpt-5.1\",\"choices\":[],\"usage\":"
            + "{\"prompt_tokens\":1000,\"completion_tokens\":100,\"total_tokens\":1100}}";

    @Test
    void projectsThatDoNotSaySo_areRefused() throws Exception {
        assertRefused(ask(token(Rules.NONE), "GET", "/passthrough/openai/x", null), 403, "passthrough_not_allowed");
        TokenRegistry.Issued token =
                token(project(allowed()), rules().passthrough(false).build());
        assertRefused(ask(token, "GET", "/passthrough/openai/x", null), 403, "passthrough_not_allowed");
        Rules restricted = rules().models(List.of("openai/*")).passthrough(true).build();
        assertRefused(ask(token(restricted), "GET", "/passthrough/openai/x", null), 403, "model_not_allowed");
    }

    @Test
    void anyPath_isAskedWithTheGatewaysKey_andOnRecord() throws Exception {
        answers(Script.json(200, CHAT_ANSWER));
        TokenRegistry.Issued caller = token(allowed());
        HttpResponse<String> answer =
                ask(caller, "POST", "/passthrough/openai/chat/completions?key=x&a=b", chat("gpt-5.1"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(CHAT_ANSWER);
        FakeUpstream.Received seen = lastPassed();
        assertThat(seen.path()).isEqualTo("/openai/chat/completions?a=b");
        assertThat(seen.text()).isEqualTo(chat("gpt-5.1"));
        assertThat(seen.headers()).containsEntry("authorization", "Bearer " + PROVIDER_KEY);
        var records = await(() -> records(requestId(answer)), found -> found.size() == 2);
        Map<String, Object> used = records.stream()
                .filter(it -> it.get("attempts").equals(0))
                .findFirst()
                .orElseThrow();
        assertThat(used)
                .containsEntry("endpoint", "/passthrough")
                .containsEntry("provider", "openai")
                .containsEntry("model", "gpt-5.1")
                .containsEntry("prompt_tokens", 1000L)
                .containsEntry("completion_tokens", 100L);
        assertThat((java.math.BigDecimal) used.get("cost")).isEqualByComparingTo("0.00225");
    }

    /** Whatever its form: what nobody here has made is there, and what does not have to change passes as it came. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"object\":\"list\",\"data\":[FOREIGN,OTHER],\"first_id\":FIRST,\"has_more\":false}",
                "{\"batches\": [OTHER,FOREIGN]}",
                "[FOREIGN,OTHER,FOREIGN]"
            })
    void lists_haveNothingThatIsKnownToBeAnothers(String form) throws Exception {
        owner();
        String list = form.replace("FOREIGN", "{\"id\":\"" + id + "\", \"x\":1}")
                .replace("OTHER", "{\"id\":\"file-of_nobody_15\"}")
                .replace("FIRST", "\"" + id + "\"");
        answers(Script.json(200, list));
        HttpResponse<String> shown = ask(token(allowed()), "GET", "/passthrough/openai/files?limit=2", null);
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("file-of_nobody_15").doesNotContain(id);
        String without = list.replace(id, "file-of_nobody_16");
        answers(Script.json(200, without));
        assertThat(ask(token(allowed()), "GET", "/passthrough/openai/files", null)
                        .body())
                .isEqualTo(without);
    }

    @Test
    void streamsUsage_isOnRecord() throws Exception {
        String events =
                "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"model\":\"claude-sonnet-4-5\","
                        + "\"usage\":{\"input_tokens\":7,\"cache_read_input_tokens\":3,\"output_tokens\":1}}}\n\n"
                        + "event: message_delta\ndata: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":20}}\n\n";
        answers(Script.stream()
                .send(events.substring(0, 100))
                .send(events.substring(100))
                .end());
        HttpResponse<String> answer =
                ask(token(allowed()), "POST", "/passthrough/anthropic/v1/messages", "{}", "anthropic-beta", "a,b");
        assertThat(answer.body()).isEqualTo(events);
        assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
        assertThat(lastPassed().path()).isEqualTo("/anthropic/v1/messages");
        assertThat(lastPassed().headers())
                .containsEntry("x-api-key", PROVIDER_KEY)
                .containsEntry("anthropic-beta", "a,b")
                .containsEntry("anthropic-version", "2023-06-01")
                .doesNotContainKey("authorization");
        var records = await(() -> records(requestId(answer)), found -> found.size() == 2);
        assertThat(records)
                .anySatisfy(it -> assertThat(it)
                        .containsEntry("model", "claude-sonnet-4-5")
                        .containsEntry("prompt_tokens", 10L)
                        .containsEntry("completion_tokens", 20L));
    }

    @Test
    void errors_areInTheProvidersWords() throws Exception {
        String error = "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"no\"}}";
        answers(Script.json(400, error));
        HttpResponse<String> answer = ask(token(allowed()), "POST", "/passthrough/anthropic/v1/messages", "{}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(error);
    }

    @Test
    void hostilePaths_areRefused_andReachNobody() throws Exception {
        answers(Script.json(200, "{}"));
        TokenRegistry.Issued caller = token(allowed());
        for (String path : List.of(
                "/passthrough/openai/%2e%2e/manage",
                "/passthrough/openai/a%5Cb",
                "/passthrough/openai/a%252e",
                "/passthrough/openai//evil.example/x",
                "/passthrough/openai/a;b",
                "/passthrough/nobody/x",
                "/passthrough/openai/%00")) {
            HttpResponse<String> answer = ask(caller, "GET", path, null);
            assertThat(answer.statusCode()).as(path).isIn(400, 404);
        }
        assertThat(passed()).isEmpty();
    }

    @Test
    void placeholders_areWords() throws Exception {
        answers(Script.json(200, "{}"));
        assertThat(ask(token(allowed()), "GET", "/passthrough/openai/%7B%7Benv:PATH%7D%7D", null)
                        .statusCode())
                .isEqualTo(200);
        assertThat(lastPassed().path()).isEqualTo("/openai/%7B%7Benv:PATH%7D%7D");
    }
}
