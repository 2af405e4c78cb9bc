package dev.serai.stream;

import static dev.serai.stream.ChatPieces.CHAT;
import static dev.serai.stream.ChatPieces.CHAT_WITH_USAGE;
import static dev.serai.stream.ChatPieces.END;
import static dev.serai.stream.ChatPieces.ROLE;
import static dev.serai.stream.ChatPieces.STOP;
import static dev.serai.stream.ChatPieces.USAGE;
import static dev.serai.stream.ChatPieces.chunks;
import static dev.serai.stream.ChatPieces.deltas;
import static dev.serai.stream.ChatPieces.isDone;
import static dev.serai.stream.ChatPieces.json;
import static dev.serai.stream.ChatPieces.pieces;
import static dev.serai.stream.ChatPieces.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatChunksTest {

    private static final ChatChunks.Wish TEXT = new ChatChunks.Wish(true, false);

    @Test
    void identity_isTheFirstStartsInEveryChunk() throws Exception {
        List<JsonNode> chunks = chunks(
                CHAT_WITH_USAGE,
                "{'start': {'id': 'a', 'model': 'm1', 'created': 5}}",
                "{'content': 'x'}",
                "{'start': {'id': 'b', 'model': 'm2', 'created': 6}}",
                USAGE,
                STOP,
                END);

        assertThat(chunks).hasSize(5);
        assertThat(chunks.subList(0, 4)).allSatisfy(chunk -> {
            assertThat(chunk.path("id").asText()).isEqualTo("a");
            assertThat(chunk.path("model").asText()).isEqualTo("m1");
            assertThat(chunk.path("created").asLong()).isEqualTo(5);
            assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'content': 'x'}", "{'start': {}}", "{'start': {'id': ''}}", "{'start': {'id': null}}"})
    void identity_isOurOwnIfTheProviderGivesNone(String piece) throws Exception {
        JsonNode chunk = chunks(CHAT, piece).get(0);

        assertThat(chunk.path("id").asText()).isEqualTo("own");
        assertThat(chunk.path("model").asText()).isEqualTo("asked");
        assertThat(chunk.path("created").asLong()).isEqualTo(17);
    }

    @Test
    void role_isSentOnceAndFirstInEachChoice() throws Exception {
        assertThat(deltas(
                        CHAT,
                        "{'start': {'id': 'a'}}",
                        "{'content': 'x'}",
                        "{'choice': 1, 'content': 'y'}",
                        "{'choice': 1, 'content': 'z'}"))
                .containsExactly(
                        "0 " + ROLE, "0 {'content':'x'}", "1 " + ROLE, "1 {'content':'y'}", "1 {'content':'z'}");
    }

    @Test
    void deltas_areSentAsTheyAre() throws Exception {
        assertThat(deltas(
                        CHAT,
                        "{'reasoning_content': 'r'}",
                        "{'refusal': 'no'}",
                        "{'delta': {'annotations': []}}",
                        "{'delta': {}}"))
                .containsExactly(
                        "0 " + ROLE, "0 {'reasoning_content':'r'}", "0 {'refusal':'no'}", "0 {'annotations':[]}");
    }

    @Test
    void pieces_areNotChanged() throws Exception {
        // a transform's constants are the same objects every time
        JsonNode pieces = pieces("{'choice': 1, 'content': 'x'}", "{'error': {'message': 'm'}}");
        JsonNode before = pieces.deepCopy();

        stream(CHAT).accept(pieces);

        assertThat(pieces).isEqualTo(before);
    }

    @Test
    void textCompletion_hasTextAndNoRole() throws Exception {
        List<JsonNode> chunks = chunks(
                TEXT, "{'start': {'id': 'cmpl-1'}}", "{'reasoning_content': 'r'}", "{'content': 'x'}", STOP, END);

        assertThat(chunks).hasSize(3);
        assertThat(chunks.get(0))
                .isEqualTo(json("{'id': 'cmpl-1', 'object': 'text_completion', 'created': 17, 'model': 'asked',"
                        + "'choices': [{'text': 'x', 'index': 0, 'logprobs': null, 'finish_reason': null}]}"));
        assertThat(chunks.get(1).at("/choices/0"))
                .isEqualTo(json("{'text': '', 'index': 0, 'logprobs': null, 'finish_reason': 'stop'}"));
        assertThat(isDone(chunks.get(2))).isTrue();
    }

    @Test
    void take_givesWholeEventsOnce() throws Exception {
        ChatChunks stream = stream(CHAT);
        stream.accept(pieces("{'content': 'x'}"));

        assertThat(new String(stream.take(), StandardCharsets.UTF_8))
                .startsWith("data: {")
                .endsWith("}\n\n");
        assertThat(stream.take()).isEmpty();
    }
}
