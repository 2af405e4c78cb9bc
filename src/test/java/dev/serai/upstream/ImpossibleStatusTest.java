package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** Statuses that no client knows. */
class ImpossibleStatusTest extends GatewayTest {

    /** Some vendors' gateways say 999; clients know none above 599. */
    @Test
    void statusThatThereIsNone_isTheProvidersFailure() throws Exception {
        for (String model : new String[] {"openai/m", "anthropic/claude-opus-4-6", "gemini/g", "cohere/c"}) {
            for (int status : new int[] {600, 999}) {
                UPSTREAM.answer(Script.json(status, "{\"error\":{\"message\":\"no\"}}"));
                HttpResponse<String> response = post("/v1/chat/completions", chat(model));
                assertThat(response.statusCode())
                        .as(model + status + response.body())
                        .isEqualTo(502);
            }
            for (String code : new String[] {"999", "7", "-1", "2147483648", "\"999\""}) {
                UPSTREAM.answer(Script.json(200, "{\"error\":{\"message\":\"no\",\"code\":" + code + "}}"));
                HttpResponse<String> response = post("/v1/chat/completions", chat(model));
                assertThat(response.statusCode())
                        .as(model + code + response.body())
                        .isBetween(400, 599);
            }
        }
    }
}
