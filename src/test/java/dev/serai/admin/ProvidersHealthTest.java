package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** What {@code /health} says of providers that fail; the gateway is that of {@link OwnTroubleTest}. */
@TestPropertySource(
        properties = {
            "serai.master-keys=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "serai.breaker.failure-rate=50",
            "serai.breaker.window=10",
            "serai.breaker.open-for=60s",
            "serai.breaker.open-for-most=60s"
        })
class ProvidersHealthTest extends ManageTest {

    private static final String CHAT = "/v1/chat/completions";

    @AfterEach
    void close() throws Exception {
        for (String provider : providerNames()) {
            send("PUT", "providers/" + provider + "/breaker", "{\"state\":\"auto\"}");
        }
    }

    private JsonNode health() throws Exception {
        return json(CLIENT.send(
                HttpRequest.newBuilder(uri("/health")).headers(as("VIEWER")).build(), BodyHandlers.ofString()));
    }

    private void failing(String model) throws Exception {
        UPSTREAM.answer(request -> request.text().contains("to-fail")
                ? Script.json(500, "{\"error\":{\"message\":\"No\"}}")
                : Script.json(200, Answers.WHOLE));
        JsonNode caller = tokenOf(project());
        for (int i = 0; i < 20; i++) {
            post(CHAT, chat(model), bearer(caller));
        }
    }

    @Test
    void providerAllOfWhoseModelsFail_isDegradedAndProbesStayUp() throws Exception {
        failing("groq/to-fail-all");

        JsonNode health = health();
        JsonNode providers = health.at("/checks/providers");
        assertThat(health.path("status").asText()).isEqualTo("DEGRADED");
        assertThat(providers.path("status").asText()).isEqualTo("DEGRADED");
        assertThat(providers.path("trouble").asText()).contains("groq");
        assertThat(providers.path("available").asInt())
                .isLessThan(providers.path("enabled").asInt());
        assertThat(providers.at("/each/groq/leftAlone/to-fail-all").asText()).isEqualTo("open");
        assertThat(providers.at("/each/groq/availability").asDouble()).isLessThan(0.2);
        assertThat(providers.at("/breakers/open").asInt()).isPositive();
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void modelThatFailsBesideOthers_isTheTroubleOfThatModel() throws Exception {
        JsonNode caller = tokenOf(project());
        failing("deepseek/to-fail");
        for (int i = 0; i < 12; i++) {
            assertThat(post(CHAT, chat("deepseek/healthy"), bearer(caller)).statusCode())
                    .isEqualTo(200);
        }

        JsonNode deepseek = health().at("/checks/providers/each/deepseek");
        assertThat(deepseek.path("breaker").asText()).isEqualTo("closed");
        assertThat(deepseek.at("/leftAlone/to-fail").asText()).isEqualTo("open");
    }

    @Test
    void breakerThatAnOperatorOpened_isNoTrouble() throws Exception {
        send("PUT", "providers/mistral/breaker", "{\"state\":\"open\"}");

        JsonNode providers = health().at("/checks/providers");
        assertThat(providers.at("/each/mistral/breaker").asText()).isEqualTo("forced-open");
        assertThat(providers.path("trouble").asText()).doesNotContain("mistral");
    }
}
