package dev.serai.condensing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.limits.ChatTokens;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A conversation of six times its model's context window. */
@Timeout(120)
class LongTalkTest extends CondensingGatewayTest {

    @Test
    void longTalk_isAnsweredAtEveryTurn_andEachTurnSummarisedOnce() throws Exception {
        answers(
                request -> tokens(request.text()) <= 32_000
                        ? ANSWER
                        : Script.json(
                                400, "{\"error\":{\"code\":\"context_length_exceeded\",\"message\":\"too long\"}}"),
                request -> summary("They talked"));
        Issued caller = token(Rules.NONE);
        ObjectNode talk = talk("long-talk", 0, 0);
        talk.withArray("messages").removeAll();
        int whole = 0;
        for (int turn = 0; turn < 30; turn++) {
            talk.withArray("messages")
                    .add(Conversation.message("user", "turn-" + turn + ":" + words(6_700) + " end-" + turn + "."));
            HttpResponse<String> answer = call(caller, talk.toString());
            assertThat(answer.statusCode())
                    .as("turn %s: %s", turn, answer.body())
                    .isEqualTo(200);
            whole = condensed(answer).isEmpty()
                    ? 0
                    : Integer.parseInt(condensed(answer).replaceFirst("->.*", ""));
            talk.withArray("messages").add(Conversation.message("assistant", "Hi"));
        }

        assertThat(whole).isGreaterThan(200_000);
        List<String> summarised = new ArrayList<>();
        asked("mistral").forEach(request -> summarised.add(transcript(request)));
        for (int turn = 0; turn < 25; turn++) {
            for (String mark : List.of("turn-" + turn + ":", "end-" + turn + ".")) {
                assertThat(summarised.stream()
                                .filter(text -> text.contains(mark))
                                .count())
                        .as(mark)
                        .isEqualTo(1);
            }
        }
    }

    private static long tokens(String body) {
        try {
            ChatTokens count = new ChatTokens(TOKENS);
            long sum = 0;
            for (JsonNode message : Json.MAPPER.readTree(body).get("messages")) {
                sum += count.message(message);
            }
            return sum;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
