package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code /manage/providers}: how providers do, and breakers set by hand. */
class ManageProvidersTest extends ManageTest {

    private static final String BREAKER = "providers/openai/breaker";

    @AfterEach
    void release() throws Exception {
        send("PUT", BREAKER, "{\"state\": \"auto\"}");
    }

    private JsonNode openai() throws Exception {
        for (JsonNode provider : json(read("providers"))) {
            if (provider.path("name").asText().equals("openai")) {
                return provider;
            }
        }
        throw new AssertionError("no openai");
    }

    @Test
    void report_namesAllProviders() throws Exception {
        assertThat(json(read("providers")).findValuesAsText("name")).contains("openai", "anthropic", "simulator");
        assertThat(openai().path("configured").asBoolean()).isTrue();
    }

    @Test
    void forcedOpen_isLeftAloneUntilReleased() throws Exception {
        JsonNode forced = json(send("PUT", BREAKER, "{\"state\": \"open\"}"));
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        assertThat(forced.at("/breakers/0/state").asText()).isEqualTo("forced-open");
        assertThat(post("/v1/chat/completions", chat("openai/gpt-4o")).statusCode())
                .isEqualTo(503);

        send("PUT", BREAKER, "{\"state\": \"auto\"}");
        assertThat(post("/v1/chat/completions", chat("openai/gpt-4o")).statusCode())
                .isEqualTo(200);
        assertThat(openai().at("/breakers/0/state").asText()).isEqualTo("closed");
    }

    @Test
    void force_isAudited() throws Exception {
        send("PUT", BREAKER, "{\"state\": \"closed\"}");

        JsonNode entry = json(read("audit?subject=openai")).at("/data/0");
        assertThat(entry.path("action").asText()).isEqualTo("breaker.force");
        assertThat(entry.at("/after/state").asText()).isEqualTo("forced-closed");
    }

    @Test
    void mistakes_areNamed() throws Exception {
        HttpResponse<String> unknown = send("PUT", "providers/nobody/breaker", "{\"state\": \"open\"}");
        assertThat(unknown.statusCode()).isEqualTo(404);
        HttpResponse<String> state = send("PUT", BREAKER, "{\"state\": \"ajar\"}");
        assertThat(state.statusCode()).isEqualTo(422);
        assertThat(state.body()).contains("must be open, closed or auto");
        HttpResponse<String> model = send("PUT", BREAKER, "{\"state\": \"open\", \"model\": \"nobody-asked\"}");
        assertThat(model.statusCode()).isEqualTo(422);
        assertThat(model.body()).contains("no alias has asked for it");
    }
}
