package dev.serai.stream;

import static dev.serai.stream.ChatPieces.CHAT;
import static dev.serai.stream.ChatPieces.CHAT_WITH_USAGE;
import static dev.serai.stream.ChatPieces.END;
import static dev.serai.stream.ChatPieces.STOP;
import static dev.serai.stream.ChatPieces.USAGE;
import static dev.serai.stream.ChatPieces.chunks;
import static dev.serai.stream.ChatPieces.events;
import static dev.serai.stream.ChatPieces.finish;
import static dev.serai.stream.ChatPieces.isDone;
import static dev.serai.stream.ChatPieces.pieces;
import static dev.serai.stream.ChatPieces.stream;
import static dev.serai.stream.ChatPieces.tool;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes after all content: a finish for each choice, then the usage. */
class ChatChunksFinishTest {

    @Test
    void finish_isOneChunkAChoiceAfterAllElse() throws Exception {
        List<JsonNode> chunks = chunks(
                CHAT,
                "{'finish': 'stop', 'choice': 1}",
                "{'content': 'x', 'choice': 1}",
                "{'finish': 'length'}",
                "{'finish': 'stop', 'choice': 1}",
                END);

        assertThat(chunks.stream().map(ChatPieces::finish).toList())
                .containsExactly("", "", "", "0 length", "1 stop", "");
    }

    @ParameterizedTest
    @CsvSource({
        "stop, false, stop",
        "stop, true, tool_calls",
        "length, true, length",
        "content_filter, false, content_filter",
        "function_call, false, function_call",
        "end_turn, false, stop",
        "eos, true, tool_calls",
        "'', false, stop"
    })
    void finishReason_isOneThatClientsKnow(String given, boolean called, String sent) throws Exception {
        List<JsonNode> chunks =
                chunks(CHAT, called ? tool("a", 0) : "{'content': 'x'}", "{'finish': '" + given + "'}", END);

        assertThat(finish(chunks.get(chunks.size() - 2))).isEqualTo("0 " + sent);
    }

    @Test
    void nativeFinishReason_goesWithTheFinish() throws Exception {
        List<JsonNode> chunks = chunks(CHAT, "{'finish': 'content_filter', 'native': 'SPII'}", END);

        assertThat(chunks.get(0).at("/choices/0").has("native_finish_reason")).isFalse();
        assertThat(chunks.get(1).at("/choices/0/native_finish_reason").asText()).isEqualTo("SPII");
    }

    @Test
    void usage_isSentOnceAfterTheFinishIfAskedFor() throws Exception {
        List<JsonNode> chunks =
                chunks(CHAT_WITH_USAGE, "{'usage': {'prompt_tokens': 1}}", "{'content': 'x'}", USAGE, STOP, END);

        assertThat(chunks).hasSize(5);
        assertThat(chunks.subList(0, 3))
                .allSatisfy(chunk -> assertThat(chunk.get("usage").isNull()).isTrue());
        assertThat(finish(chunks.get(2))).isEqualTo("0 stop");
        assertThat(chunks.get(3).get("choices")).isEmpty();
        assertThat(chunks.get(3).at("/usage/total_tokens").asInt()).isEqualTo(3);
        assertThat(isDone(chunks.get(4))).isTrue();
    }

    @Test
    void usage_isKeptButNotSentIfNotAskedFor() throws Exception {
        ChatChunks stream = stream(CHAT);
        stream.accept(pieces("{'content': 'x'}", USAGE, STOP, END));

        assertThat(stream.usage().path("total_tokens").asInt()).isEqualTo(3);
        assertThat(events(stream)).hasSize(4).noneMatch(chunk -> chunk.has("usage"));
    }

    @Test
    void extra_goesWithTheFinish() throws Exception {
        List<JsonNode> chunks = chunks(
                CHAT, "{'extra': {'citations': [1], 'a': 1}}", "{'content': 'x'}", "{'extra': {'a': 2}}", STOP, END);

        assertThat(chunks.get(1).has("citations")).isFalse();
        assertThat(chunks.get(2).path("citations")).hasSize(1);
        assertThat(chunks.get(2).path("a").asInt()).isEqualTo(2);
    }
}
