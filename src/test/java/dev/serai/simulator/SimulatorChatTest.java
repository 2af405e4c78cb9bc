package dev.serai.simulator;

import static dev.serai.simulator.Upstream.chat;
import static dev.serai.simulator.Upstream.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorChatTest {

    private final Upstream upstream = Upstream.fast();

    @Test
    void answer_hasOpenAiShape() throws IOException {
        JsonNode answer = upstream.whole("chat", chat("echo", "Hello there", ""));

        assertThat(answer.path("id").asText()).startsWith("chatcmpl-");
        assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
        assertThat(answer.path("created").asLong()).isEqualTo(Upstream.NOW);
        assertThat(answer.path("model").asText()).isEqualTo("echo");
        JsonNode choice = answer.at("/choices/0");
        assertThat(choice.path("index").asInt(-1)).isZero();
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        assertThat(choice.get("logprobs").isNull()).isTrue();
        assertThat(choice.at("/message/role").asText()).isEqualTo("assistant");
        assertThat(choice.at("/message/content").asText()).startsWith("You said: \"Hello there\". ");
        assertThat(choice.path("message").get("refusal").isNull()).isTrue();
        assertThat(choice.path("message").has("tool_calls")).isFalse();
    }

    @Test
    void reply_hasHeaders() throws IOException {
        Reply reply = upstream.reply("chat", chat("echo", "Hi", ""));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers())
                .containsEntry("Content-Type", "application/json")
                .hasEntrySatisfying("x-request-id", id -> assertThat(id).startsWith("req_"));
    }

    @Test
    void usage_countsTokens() throws IOException {
        JsonNode answer = upstream.whole("chat", chat("echo", "Hello, big world", ",'max_tokens':7"));
        assertThat(answer.path("usage"))
                .isEqualTo(json("{'prompt_tokens':4,'completion_tokens':7,'total_tokens':11,"
                        + "'prompt_tokens_details':{'cached_tokens':0,'audio_tokens':0},"
                        + "'completion_tokens_details':{'reasoning_tokens':0,'audio_tokens':0,"
                        + "'accepted_prediction_tokens':0,'rejected_prediction_tokens':0}}"));
    }

    @Test
    void image_counts85Tokens() throws IOException {
        JsonNode answer = upstream.whole(
                "chat",
                "{'model':'echo','messages':[{'role':'system','content':'Be kind'},{'role':'user','content':["
                        + "{'type':'text','text':'Look here'},"
                        + "{'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}}]}]}");
        assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(2 + 2 + Conversation.IMAGE_TOKENS);
        assertThat(answer.at("/choices/0/message/content").asText())
                .startsWith("You said: \"Look here\" with image_url.");
    }

    @Test
    void sameRequest_sameAnswer() throws IOException {
        String request = chat("echo", "Hi", ",'n':3,'tools':[]");
        assertThat(upstream.text("chat", request)).isEqualTo(Upstream.fast().text("chat", request));
    }

    @Test
    void seed_changesTheWording() throws IOException {
        assertThat(content(chat("echo", "Hi", ",'seed':1"))).isNotEqualTo(content(chat("echo", "Hi", ",'seed':2")));
    }

    @Test
    void choices_differ() throws IOException {
        JsonNode choices = upstream.whole("chat", chat("echo", "Hi", ",'n':3")).path("choices");
        assertThat(choices).hasSize(3);
        assertThat(choices.findValuesAsText("index")).containsExactly("0", "1", "2");
        assertThat(choices.findValuesAsText("content")).doesNotHaveDuplicates();
    }

    @Test
    void maxTokens_finishesWithLength() throws IOException {
        for (String limit : List.of("max_tokens", "max_completion_tokens")) {
            JsonNode answer = upstream.whole("chat", chat("echo", "Hi", ",'" + limit + "':3"));
            assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("length");
            assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("You said:");
            assertThat(answer.at("/usage/completion_tokens").asInt()).isEqualTo(3);
        }
    }

    @Test
    void stop_cutsBeforeTheFirstSequence() throws IOException {
        for (String stop : List.of("'said'", "['nowhere','Hi',' said','']")) {
            JsonNode choice = upstream.whole("chat", chat("echo", "Hi", ",'stop':" + stop))
                    .at("/choices/0");
            assertThat(choice.at("/message/content").asText().strip()).isEqualTo("You");
            assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        }
    }

    @Test
    void nullParameters_areAsAbsent() throws IOException {
        String nulls = ",'stop':null,'seed':null,'n':null,'max_tokens':null,'tools':null,'tool_choice':null,"
                + "'response_format':null,'stream':null,'stream_options':null";
        JsonNode choice = upstream.whole("chat", chat("echo", "Hi", nulls)).at("/choices/0");
        assertThat(choice.at("/message/content").asText())
                .startsWith("You said: \"Hi\"")
                .endsWith(".");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void longMessage_isQuotedInPart() throws IOException {
        String content = content(chat("echo", "😀".repeat(300), ""));
        assertThat(content).startsWith("You said: \"" + "😀".repeat(200) + "…\". ");
    }

    @Test
    void brokenSurrogate_isAnswered() throws IOException {
        assertThat(content(chat("echo", "half \\ud83d", ""))).startsWith("You said: \"half ?\"");
    }

    @Test
    void noUserMessage_quotesTheLast() throws IOException {
        assertThat(content("{'messages':[{'role':'system','content':'Be kind'}]}"))
                .startsWith("You said: \"Be kind\"");
    }

    @Test
    void jsonObject_isAnObject() throws IOException {
        String content = content(chat("echo", "Hi", ",'response_format':{'type':'json_object'}"));
        assertThat(Upstream.parse(content).path("answer").asText()).startsWith("You said: \"Hi\"");
    }

    @Test
    void jsonSchema_isAnInstance() throws IOException {
        String content = content(chat(
                "echo",
                "Hi",
                ",'response_format':{'type':'json_schema','json_schema':{'name':'x','schema':{'type':'object',"
                        + "'properties':{'city':{'type':'string'},'days':{'type':'integer','minimum':2}}}}}"));
        assertThat(Upstream.parse(content)).isEqualTo(json("{'city':'city','days':2}"));
    }

    @Test
    void wrongParameters_areRefused() throws IOException {
        assertThat(refusedParam("{'model':'echo'}")).isEqualTo("messages");
        assertThat(refusedParam("{'model':'echo','messages':[]}")).isEqualTo("messages");
        assertThat(refusedParam(chat("echo", "Hi", ",'n':0"))).isEqualTo("n");
        assertThat(refusedParam(chat("echo", "Hi", ",'n':129"))).isEqualTo("n");
        assertThat(refusedParam(chat("echo", "Hi", ",'max_tokens':0"))).isEqualTo("max_tokens");
    }

    @Test
    void unknownOperation_isNotFound() throws IOException {
        assertThat(upstream.reply("paintings", chat("echo", "Hi", "")).status()).isEqualTo(404);
    }

    private String content(String request) throws IOException {
        return upstream.whole("chat", request).at("/choices/0/message/content").asText();
    }

    private String refusedParam(String request) throws IOException {
        assertThat(upstream.reply("chat", request).status()).isEqualTo(400);
        return upstream.whole("chat", request).at("/error/param").asText();
    }
}
