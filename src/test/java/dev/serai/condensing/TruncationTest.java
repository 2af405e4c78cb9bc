package dev.serai.condensing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conversations that do not fit a target, and are cut for it: only where their alias or the caller lets them be. */
@Timeout(60)
class TruncationTest extends CondensingGatewayTest {

    @Test
    void whatFits_isAsItCame() throws Exception {
        answers();
        String body = talk("cut", 2, 100).toPrettyString();

        HttpResponse<String> answer = post(CHAT, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(condensed(answer)).isEmpty();
        assertThat(asked("openai").get(0).get("messages"))
                .isEqualTo(talk("cut", 2, 100).get("messages"));
    }

    @Test
    void oldestTurns_areLeftOut() throws Exception {
        answers();

        HttpResponse<String> answer = chat(talk("cut", 6, 500));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(condensed(answer)).matches("3\\d{3}->1\\d{3} tokens");
        JsonNode messages = asked("openai").get(0).get("messages");
        assertThat(messages.get(0).get("content").asText()).isEqualTo("Be kind");
        assertThat(messages.get(1).get("content").asText()).startsWith("question 4");
        assertThat(messages.get(messages.size() - 1).get("content").asText()).isEqualTo("newest");
    }

    @Test
    void aliasThatSaysNothing_leavesItToTheProvider() throws Exception {
        answers();

        HttpResponse<String> answer = chat(talk("plain", 6, 500));

        assertThat(condensed(answer)).isEmpty();
        assertThat(asked("openai").get(0).get("messages"))
                .isEqualTo(talk("plain", 6, 500).get("messages"));
    }

    @Test
    void unknownWindow_leavesItToTheProvider() throws Exception {
        answers();

        HttpResponse<String> answer = chat(talk("unknown", 6, 500));

        assertThat(condensed(answer)).isEmpty();
        assertThat(asked("openai").get(0).get("messages").size()).isEqualTo(14);
    }

    @Test
    void answersLength_isLeftFree() throws Exception {
        answers();

        chat(talk("cut", 6, 300).put("max_tokens", 100));
        chat(talk("cut", 6, 300).put("max_tokens", 900));

        assertThat(asked("openai").get(0).get("messages").size())
                .isGreaterThan(asked("openai").get(1).get("messages").size());
    }

    @Test
    void callerWhoForbidsIt_isRefused() throws Exception {
        answers();

        assertRefused(chat(talk("cut", 6, 500).put("truncation", "disabled")), 400, "context_length_exceeded");
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @Test
    void callerWhoAllowsIt_isCutAndNotSummarised() throws Exception {
        answers();

        HttpResponse<String> answer = chat(talk("summed", 6, 500).put("truncation", "auto"));

        assertThat(condensed(answer)).isNotEmpty();
        assertThat(asked("mistral")).isEmpty();
        assertThat(asked("openai").get(0).has("truncation")).isFalse();
    }

    @Test
    void truncation_isNeverAskedOfAProviderOfChats() throws Exception {
        answers();

        chat(talk("cut", 1, 10).put("truncation", "auto"));

        assertThat(asked("openai").get(0).has("truncation")).isFalse();
    }

    @Test
    void newestTurnThatIsTooLong_isRefused() throws Exception {
        answers();
        ObjectNode chat = talk("cut", 2, 100);
        chat.withArray("messages").add(Conversation.message("user", words(2500)));

        HttpResponse<String> answer = chat(chat);

        assertRefused(answer, 400, "context_length_exceeded");
        assertThat(error(answer).path("param").asText()).isEqualTo("messages");
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @Test
    void nextTarget_isAskedAllThatItTakes() throws Exception {
        answers(request -> request.path().startsWith("/openai/") ? Script.json(500, "{}") : ANSWER, request -> ANSWER);

        HttpResponse<String> answer = chat(talk("chain", 6, 500));

        assertThat(answer.headers().firstValue("x-serai-provider")).contains("groq");
        assertThat(condensed(answer)).isEmpty();
        assertThat(asked("openai").get(0).get("messages").size()).isEqualTo(6);
        assertThat(asked("groq").get(0).get("messages"))
                .isEqualTo(talk("chain", 6, 500).get("messages"));
    }

    @Test
    void targetThatTakesTooLittle_isPassedOver() throws Exception {
        answers();
        ObjectNode chat = talk("chain", 2, 100);
        chat.withArray("messages").add(Conversation.message("user", words(2500)));

        HttpResponse<String> answer = chat(chat);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(asked("openai")).isEmpty();
        assertThat(asked("groq")).hasSize(1);
    }

    @Test
    void stream_isCutToo() throws Exception {
        answers(request -> Script.stream().send(Answers.stream("Hi")).end(), request -> ANSWER);

        HttpResponse<String> answer = chat(talk("resumed", 6, 500).put("stream", true));

        assertThat(answer.body()).contains("Hi").contains("[DONE]");
        assertThat(condensed(answer)).isNotEmpty();
    }

    @Test
    void messagesThatWouldPass_areCutAsAChat() throws Exception {
        answers(request -> Script.json(200, Answers.ANTHROPIC), request -> ANSWER);
        ObjectNode talk = talk("native", 6, 500).put("max_tokens", 50);
        talk.put("system", "Be kind").withArray("messages").remove(0);

        HttpResponse<String> answer = post("/v1/messages", talk.toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("type").asText()).isEqualTo("message");
        assertThat(condensed(answer)).isNotEmpty();
        JsonNode sent = asked("anthropic").get(0);
        assertThat(sent.path("system").toString()).contains("Be kind");
        assertThat(sent.path("messages").toString()).contains("question 5").doesNotContain("question 0");
    }

    @Test
    void messagesThatDoNotFit_areRefusedInTheirOwnFormat() throws Exception {
        answers();
        String body = "{\"model\":\"cut\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\""
                + words(2500) + "\"}]}";

        HttpResponse<String> answer = post("/v1/messages", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("type").asText()).isEqualTo("error");
        assertThat(json(answer).at("/error/type").asText()).isEqualTo("invalid_request_error");
    }

    @Test
    void responsesAndGemini_areCutToo() throws Exception {
        answers();
        ObjectNode responses =
                Json.MAPPER.createObjectNode().put("model", "summed").put("truncation", "auto");
        talk("", 6, 500).get("messages").forEach(responses.putArray("input")::add);
        ObjectNode gemini = Json.MAPPER.createObjectNode();
        for (JsonNode message : talk("", 6, 500).get("messages")) {
            String role = message.get("role").asText();
            if (!role.equals("system")) {
                ObjectNode content = gemini.withArray("contents").addObject();
                content.put("role", role.equals("user") ? "user" : "model");
                content.putArray("parts")
                        .addObject()
                        .put("text", message.get("content").asText());
            }
        }

        HttpResponse<String> response = post("/v1/responses", responses.toString());
        HttpResponse<String> generated = post("/v1beta/models/cut:generateContent", gemini.toString());

        assertThat(condensed(response)).as(response.body()).isNotEmpty();
        assertThat(condensed(generated)).as(generated.body()).isNotEmpty();
    }
}
