package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import org.junit.jupiter.api.Test;

/** OpenAI's own format passes through as bytes. */
class PassedAnswerTest extends GatewayTest {

    @Test
    void wholeAnswer_passesUntouched() throws Exception {
        String answer =
                "{\"id\":\"c1\", \"object\":\"chat.completion\",\"big\":9007199254740993,\"choices\":[],\"z\":1.10}";
        UPSTREAM.answer(Script.json(200, answer));

        var response = post("/v1/chat/completions", chat("openai/gpt-4o"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(answer);
        assertThat(UPSTREAM.last().path()).isEqualTo("/openai/chat/completions");
        assertThat(UPSTREAM.last().headers()).containsEntry("authorization", "Bearer " + PROVIDER_KEY);
        assertThat(UPSTREAM.last().text())
                .isEqualTo("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}");
    }

    @Test
    void unaskedUsage_isAskedUpstreamAndTakenOutAgain() throws Exception {
        UPSTREAM.answer(Script.stream().dribble("""
                        data: {"id":"c","choices":[{"index":0,"delta":{"content":"é"},"finish_reason":null}],"usage":null}

                        data: {"id":"c","usage":null,"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                        data: {"id":"c","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}

                        data: [DONE]

                        """, 3).end());

        var response = post("/v1/chat/completions", streamedChat("openai/gpt-4o"));

        assertThat(UPSTREAM.last().text()).contains("\"stream_options\":{\"include_usage\":true}");
        assertThat(response.body()).isEqualTo("""
                        data: {"id":"c","choices":[{"index":0,"delta":{"content":"é"},"finish_reason":null}]}

                        data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                        data: [DONE]

                        """);
    }
}
