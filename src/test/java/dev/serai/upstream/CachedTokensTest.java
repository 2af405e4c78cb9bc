package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fireworks counts cached tokens in a header: https://docs.fireworks.ai/guides/prompt-caching */
class CachedTokensTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String HEADER = "Fireworks-Cached-Prompt-Tokens: 2";

    @BeforeEach
    void answer() {
        String whole = Answers.WHOLE.replaceFirst("}$", ",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}");
        UPSTREAM.answer(request -> request.text().contains("\"stream\":true")
                ? Script.stream(HEADER).send(Answers.stream("Hi")).end()
                : Script.json(200, whole, HEADER));
    }

    @Test
    void wholeAnswer_hasThemInItsUsage() throws Exception {
        assertThat(json(post(CHAT, chat("fireworks/m")))
                        .at("/usage/prompt_tokens_details/cached_tokens")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void stream_hasThemInItsUsage() throws Exception {
        String request =
                streamedChat("fireworks/m").replaceFirst("\\{", "{\"stream_options\":{\"include_usage\":true},");
        assertThat(post(CHAT, request).body()).contains("\"prompt_tokens_details\":{\"cached_tokens\":2}");
    }
}
