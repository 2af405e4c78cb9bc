package dev.serai.simulator;

import static dev.serai.simulator.Upstream.joined;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorCompletionsTest {

    private final Upstream upstream = Upstream.fast();

    @Test
    void answer_hasOpenAiShape() throws IOException {
        JsonNode answer = upstream.whole("completions", "{'model':'echo','prompt':'Once upon a time'}");
        assertThat(answer.path("id").asText()).startsWith("cmpl-");
        assertThat(answer.path("object").asText()).isEqualTo("text_completion");
        JsonNode choice = answer.at("/choices/0");
        assertThat(choice.path("text").asText()).startsWith(" You wrote: \"Once upon a time\". ");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        assertThat(choice.get("logprobs").isNull()).isTrue();
        assertThat(choice.has("message")).isFalse();
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(4);
    }

    @Test
    void severalPrompts_areAnsweredInOrder() throws IOException {
        JsonNode choices = upstream.whole("completions", "{'prompt':['one','two'],'n':2,'max_tokens':5}")
                .path("choices");
        assertThat(choices.findValuesAsText("index")).containsExactly("0", "1", "2", "3");
        assertThat(choices.findValuesAsText("text"))
                .containsExactly(" You wrote: \"one", " You wrote: \"one", " You wrote: \"two", " You wrote: \"two");
    }

    @Test
    void tokenPrompt_countsItsTokens() throws IOException {
        assertThat(upstream.whole("completions", "{'prompt':[1,2,3]}")
                        .at("/usage/prompt_tokens")
                        .asInt())
                .isEqualTo(3);
        JsonNode two = upstream.whole("completions", "{'prompt':[[1,2],[3,4,5]]}");
        assertThat(two.at("/usage/prompt_tokens").asInt()).isEqualTo(5);
        assertThat(two.path("choices")).hasSize(2);
    }

    @Test
    void noPrompt_isAnEmptyOne() throws IOException {
        for (String request : List.of("{}", "{'prompt':null}", "{'prompt':''}")) {
            assertThat(upstream.whole("completions", request)
                            .at("/choices/0/text")
                            .asText())
                    .startsWith(" You wrote: \"\"");
        }
    }

    @Test
    void stream_saysWhatTheWholeAnswerSays() throws IOException {
        String text = upstream.whole("completions", "{'prompt':'Hi'}")
                .at("/choices/0/text")
                .asText();
        List<JsonNode> chunks =
                upstream.chunks("completions", "{'prompt':'Hi','stream':true,'stream_options':{'include_usage':true}}");

        assertThat(joined(chunks, "/choices/0/text")).isEqualTo(text);
        assertThat(chunks).allSatisfy(c -> assertThat(c.path("object").asText()).isEqualTo("text_completion"));
        JsonNode finish = chunks.get(chunks.size() - 2).at("/choices/0");
        assertThat(finish.path("finish_reason").asText()).isEqualTo("stop");
        assertThat(finish.path("text").asText("-")).isEmpty();
        assertThat(chunks.get(chunks.size() - 1).at("/usage/prompt_tokens").asInt())
                .isEqualTo(1);
    }
}
