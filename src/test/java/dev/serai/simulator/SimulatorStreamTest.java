package dev.serai.simulator;

import static dev.serai.simulator.Upstream.chat;
import static dev.serai.simulator.Upstream.joined;
import static dev.serai.simulator.Upstream.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorStreamTest {

    private final Upstream upstream = Upstream.fast();

    @Test
    void stream_saysWhatTheWholeAnswerSays() throws IOException {
        List<JsonNode> chunks = upstream.chunks("chat", chat("echo", "Hi", ",'stream':true"));

        assertThat(chunks.get(0).at("/choices/0/delta"))
                .isEqualTo(json("{'role':'assistant','content':'','refusal':null}"));
        assertThat(joined(chunks, "/choices/0/delta/content"))
                .isEqualTo(upstream.whole("chat", chat("echo", "Hi", ""))
                        .at("/choices/0/message/content")
                        .asText());
        JsonNode last = chunks.get(chunks.size() - 1).at("/choices/0");
        assertThat(last).isEqualTo(json("{'index':0,'delta':{},'logprobs':null,'finish_reason':'stop'}"));
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("id").asText())
                    .isEqualTo(chunks.get(0).path("id").asText());
            assertThat(chunk.path("created").asLong()).isEqualTo(Upstream.NOW);
            assertThat(chunk.has("usage")).isFalse();
        });
    }

    @Test
    void streamHeaders_areThoseOfEvents() throws IOException {
        assertThat(upstream.reply("chat", chat("echo", "Hi", ",'stream':true")).headers())
                .containsEntry("Content-Type", "text/event-stream")
                .containsEntry("Cache-Control", "no-cache");
    }

    @Test
    void includeUsage_addsTheUsageChunk() throws IOException {
        List<JsonNode> chunks = upstream.chunks(
                "chat", chat("echo", "Hi", ",'max_tokens':4,'stream':true,'stream_options':{'include_usage':true}"));
        JsonNode last = chunks.get(chunks.size() - 1);
        assertThat(last.get("choices")).isEmpty();
        assertThat(last.at("/usage/total_tokens").asInt()).isEqualTo(1 + 4);
        assertThat(chunks.subList(0, chunks.size() - 1))
                .allSatisfy(chunk -> assertThat(chunk.get("usage").isNull()).isTrue());
    }

    @Test
    void streamedChoices_takeTurns() throws IOException {
        List<JsonNode> chunks = upstream.chunks("chat", chat("echo", "Hi", ",'n':2,'max_tokens':2,'stream':true"));
        assertThat(chunks.stream().map(c -> c.at("/choices/0/index").asInt())).containsExactly(0, 1, 0, 1, 0, 1, 0, 1);
        assertThat(chunks.stream().map(c -> c.at("/choices/0/finish_reason").asText("-")))
                .endsWith("length", "length");
    }
}
