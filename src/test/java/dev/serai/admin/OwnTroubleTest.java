package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** One tenant's trouble with a provider is nobody else's. */
@Timeout(60)
@TestPropertySource(
        properties = {
            "serai.master-keys=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "serai.breaker.failure-rate=50",
            "serai.breaker.window=10",
            "serai.breaker.open-for=60s",
            "serai.breaker.open-for-most=60s"
        })
class OwnTroubleTest extends ManageTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String OWN = "key-of-its-own";

    private void ownKeyGets(Script script) {
        UPSTREAM.answer(
                request -> request.headers().getOrDefault("authorization", "").endsWith(OWN)
                        ? script
                        : Script.json(200, Answers.WHOLE));
    }

    private JsonNode callerWithOwnKey() throws Exception {
        String project = project();
        HttpResponse<String> set =
                send("PUT", "projects/" + project + "/provider-keys/openai", "{\"key\":\"" + OWN + "\"}");
        assertThat(set.statusCode()).as(set.body()).isEqualTo(204);
        return tokenOf(project);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 429, 500, 503})
    void ownKeysFailures_areItsOwn(int status) throws Exception {
        JsonNode caller = callerWithOwnKey();
        String model = "openai/own-" + status;
        ownKeyGets(Script.json(status, "{\"error\":{\"message\":\"No\"}}", "Retry-After: 60"));

        for (int i = 0; i < 20; i++) {
            assertThat(post(CHAT, chat(model), bearer(caller)).statusCode()).isNotEqualTo(200);
        }

        for (int i = 0; i < 5; i++) {
            assertThat(post(CHAT, chat(model), bearer(tokenOf(project()))).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void ownKeysBreaker_opensForItsProject() throws Exception {
        JsonNode caller = callerWithOwnKey();
        ownKeyGets(Script.json(500, "{}"));

        HttpResponse<String> last = null;
        for (int i = 0; i < 20; i++) {
            last = post(CHAT, chat("openai/broken"), bearer(caller));
        }

        assertThat(error(last).path("code").asText()).isEqualTo("circuit_open");
        assertThat(error(last).path("message").asText()).contains("'openai/broken'", "HTTP 500");
        assertThat(last.headers().firstValue("retry-after")).isPresent();
    }

    @Test
    void rateLimitedModel_keepsNobodyFromAHealthyOneBesideIt() throws Exception {
        JsonNode caller = tokenOf(project());
        UPSTREAM.answer(request -> request.text().contains("limited")
                ? Script.json(429, "{\"error\":{\"message\":\"Slow down\"}}", "Retry-After: 60")
                : Script.json(200, Answers.WHOLE));

        for (int i = 0; i < 50; i++) {
            assertThat(post(CHAT, chat("openai/limited"), bearer(caller)).statusCode())
                    .isEqualTo(429);
            assertThat(post(CHAT, chat("openai/healthy"), bearer(caller)).statusCode())
                    .isEqualTo(200);
        }
    }
}
