package dev.serai.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.stream.ChatChunks;
import dev.serai.stream.Events;
import dev.serai.stream.Extras;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import dev.serai.wire.MemoryShort;
import dev.serai.wire.RequestScanner;
import dev.serai.wire.TreeSize;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is kept of a stream while it goes on is bounded, or taken of the memory that there is, whatever a provider sends. */
class KeptOfStreamsTest {

    private static final String LONG = "x".repeat(1 << 20);

    private static final class Counted implements Memory {
        private final long most;
        private long taken;

        private Counted(long most) {
            this.most = most;
        }

        @Override
        public void take(long bytes) {
            if (taken + bytes > most) {
                throw MemoryShort.now();
            }
            taken += bytes;
        }

        @Override
        public void give(long bytes) {
            taken -= bytes;
        }
    }

    private static ObjectNode chunk(String text) throws Exception {
        return (ObjectNode) Json.parse(Events.text("a", text).getBytes(StandardCharsets.UTF_8));
    }

    private static Transcript transcript(Memory memory, String piece, int times) throws Exception {
        Transcript transcript = new Transcript(memory);
        for (int i = 0; i < times; i++) {
            transcript.add(chunk(piece));
        }
        return transcript;
    }

    @Test
    void shortAnswer_takesNothing() throws Exception {
        Counted memory = new Counted(Long.MAX_VALUE);

        assertThat(transcript(memory, "word ", 1000).text()).hasSize(5000);
        assertThat(memory.taken).isZero();
    }

    @Test
    void longAnswer_isTakenOfTheMemory() throws Exception {
        Counted memory = new Counted(Long.MAX_VALUE);

        assertThat(transcript(memory, "x".repeat(1000), 1000).isComparable()).isTrue();
        assertThat(memory.taken).isBetween(2_000_000L, 8_000_000L);
    }

    @Test
    void withoutMemory_nothingIsKept() throws Exception {
        Counted memory = new Counted(1_000_000);
        Transcript transcript = transcript(memory, "x".repeat(1000), 1000);

        assertThat(transcript.isComparable()).isFalse();
        assertThat(transcript.text()).isEmpty();
        assertThat(memory.taken).isZero();
    }

    @Test
    void identity_isAllThatIsKeptOfTheFirstChunk() throws Exception {
        Transcript transcript = new Transcript(Memory.UNCOUNTED);
        transcript.add(chunk("one").put("extra", LONG));
        ObjectNode next = Json.MAPPER.createObjectNode();
        transcript.identify(next);

        assertThat(next.path("id").asText()).isEqualTo("a");
        assertThat(next.has("extra")).isFalse();
    }

    @Test
    void continuedRequest_isTakenOfTheMemory() throws Exception {
        Counted memory = new Counted(10 << 20);
        ApiRequest request = RequestScanner.scan(
                "chat",
                ("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + LONG + "\"}]}")
                        .getBytes(StandardCharsets.UTF_8));
        request.continuing("x".repeat(1_000_000), 1000, memory);

        assertThat(memory.taken).isBetween(4L << 20, 10L << 20);
    }

    private static ChatChunks chunks() {
        return new ChatChunks(new ChatChunks.Wish(false, true), "id", "m", 1);
    }

    private static ArrayNode piece(String name, Object value) {
        ArrayNode pieces = Json.MAPPER.createArrayNode();
        pieces.addObject().set(name, Json.MAPPER.valueToTree(value));
        return pieces;
    }

    private static ArrayNode object(String name, String member, String value) {
        return piece(name, Json.MAPPER.createObjectNode().put(member, value));
    }

    @Test
    void extras_areKeptAsFarAsThereIsRoom() {
        Extras extras = new Extras();
        for (int i = 0; i < 100; i++) {
            extras.add(Json.MAPPER.createObjectNode().put("citations", "x".repeat(1000)));
            extras.add(Json.MAPPER.createObjectNode().put("more" + i, LONG.substring(0, 500_000)));
        }

        assertThat(extras.all().path("citations").asText()).hasSize(1000);
        assertThat(TreeSize.weight(extras.all(), Long.MAX_VALUE)).isLessThan(1 << 20);
    }

    @Test
    void hugeUsage_isNone() {
        ChatChunks chunks = chunks();
        chunks.accept(piece("usage", Json.MAPPER.createObjectNode().put("prompt_tokens", 3)));
        chunks.accept(object("usage", "prompt_tokens", LONG));

        assertThat(chunks.usage().path("prompt_tokens").asInt()).isEqualTo(3);
    }

    @Test
    void hugeWordsBesideTheFinish_areLeftOut() {
        ChatChunks chunks = chunks();
        chunks.accept(piece("content", "one"));
        ArrayNode finish = piece("finish", "stop");
        ((ObjectNode) finish.get(0)).put("native", LONG);
        chunks.accept(finish);
        chunks.accept(piece("end", true));

        assertThat(chunks.error()).isNull();
        assertThat(new String(chunks.take(), StandardCharsets.UTF_8))
                .contains("\"stop\"")
                .hasSizeLessThan(5000);
    }

    @Test
    void longKeysOfCalls_tellThemApart() throws Exception {
        ChatChunks chunks = chunks();
        for (String name : new String[] {"a", "b"}) {
            ArrayNode call = piece("tool", LONG + name);
            ((ObjectNode) call.get(0)).put("id", name).put("name", name).put("arguments", "{");
            chunks.accept(call);
        }
        ArrayNode more = piece("tool", LONG + "a");
        ((ObjectNode) more.get(0)).put("arguments", "}");
        chunks.accept(more);

        String[] events = new String(chunks.take(), StandardCharsets.UTF_8).split("\n\n");
        JsonNode last = Json.MAPPER.readTree(events[events.length - 1].substring("data: ".length()));
        assertThat(last.at("/choices/0/delta/tool_calls/0/index").asInt()).isZero();
        assertThat(events).hasSize(4);
    }
}
