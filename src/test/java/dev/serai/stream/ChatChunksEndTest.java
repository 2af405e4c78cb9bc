package dev.serai.stream;

import static dev.serai.stream.ChatPieces.CHAT;
import static dev.serai.stream.ChatPieces.END;
import static dev.serai.stream.ChatPieces.STOP;
import static dev.serai.stream.ChatPieces.chunks;
import static dev.serai.stream.ChatPieces.events;
import static dev.serai.stream.ChatPieces.finish;
import static dev.serai.stream.ChatPieces.isDone;
import static dev.serai.stream.ChatPieces.json;
import static dev.serai.stream.ChatPieces.pieces;
import static dev.serai.stream.ChatPieces.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a stream ends: complete, in error or truncated. */
class ChatChunksEndTest {

    @Test
    void error_endsTheStreamWithoutDone() throws Exception {
        ChatChunks stream = stream(CHAT);
        stream.accept(pieces("{'content': 'x'}", "{'error': {'message': 'm', 'type': 't'}}", "{'content': 'y'}", END));
        stream.endOfStream();

        List<JsonNode> events = events(stream);
        assertThat(events).hasSize(3);
        assertThat(events.get(2))
                .isEqualTo(json("{'error': {'message': 'm', 'type': 't', 'param': null, 'code': null}}"));
        assertThat(stream.ended()).isTrue();
        assertThat(stream.error().path("message").asText()).isEqualTo("m");
    }

    @Test
    void endOfStream_isCompleteIfEveryChoiceFinished() throws Exception {
        ChatChunks stream = stream(CHAT);
        stream.accept(pieces("{'content': 'x'}", STOP, "{'finish': 'length', 'choice': 1}"));
        stream.endOfStream();

        List<JsonNode> events = events(stream);
        assertThat(isDone(events.get(events.size() - 1))).isTrue();
        assertThat(stream.error()).isNull();
    }

    @Test
    void endOfStream_isAnErrorIfAChoiceIsUnfinished() throws Exception {
        ChatChunks stream = stream(CHAT);
        stream.accept(pieces("{'content': 'x'}", STOP, "{'content': 'y', 'choice': 1}"));
        stream.endOfStream();

        List<JsonNode> events = events(stream);
        assertThat(events.get(events.size() - 1).at("/error/code").asText()).isEqualTo("upstream_stream_truncated");
        assertThat(events).noneMatch(ChatPieces::isDone);
    }

    @Test
    void endOfStream_isAnErrorIfNothingCame() throws Exception {
        ChatChunks stream = stream(CHAT);
        stream.endOfStream();

        assertThat(events(stream)).hasSize(1).allMatch(event -> event.has("error"));
    }

    @Test
    void end_isCompleteWhateverIsUnfinished() throws Exception {
        List<JsonNode> chunks = chunks(CHAT, "{'content': 'x'}", END);

        assertThat(finish(chunks.get(2))).isEqualTo("0 stop");
        assertThat(isDone(chunks.get(3))).isTrue();
    }

    @Test
    void afterTheEnd_nothingIsWritten() throws Exception {
        ChatChunks stream = stream(CHAT);
        stream.accept(pieces("{'content': 'x'}", STOP, END, "{'content': 'y'}", END));
        stream.take();

        stream.accept(pieces("{'content': 'z'}"));
        stream.fail(json("{'message': 'm'}"));
        stream.endOfStream();

        assertThat(stream.take()).isEmpty();
        assertThat(stream.error()).isNull();
    }
}
