package dev.serai.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.stream.ChunkEvents;
import dev.serai.wire.Json;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.TreeSize;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Chat completions and text completions in OpenAI's words, whole and as events, each made of the other.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat-streaming">OpenAI's chunks</a>
 */
final class ChatForms {

    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final String CHOICES = "choices";
    private static final String USAGE = "usage";
    private static final String OBJECT = "object";
    private static final Set<String> TEXT = Set.of("text_completion");

    /** Lists of a message whose elements come in parts. */
    private static final List<String> NUMBERED = List.of("tool_calls", "thinking_blocks");

    private ChatForms() {}

    /** An answer's chat in another form than it came in; null where it is none that can be put so. */
    static byte[] of(CachedAnswer answer, CachedAnswer.Form wanted, Memory memory) {
        if (answer.chat() == null) {
            return null;
        }
        long size = TreeSize.of(answer.chat());
        return LargeBodies.inTurn(size, () -> {
            try (Memory.Share trees = memory.share()) {
                trees.take(2 * size);
                JsonNode whole = answer.form().isStream()
                        ? new MergedChunks(answer.usage()).whole(ChunkEvents.read(answer.chat()))
                        : Json.parse(answer.chat());
                if (!(whole instanceof ObjectNode completion) || !isSound(completion)) {
                    return null;
                }
                return wanted.isStream()
                        ? events(completion, wanted == CachedAnswer.Form.STREAM_WITH_USAGE)
                        : JsonBytes.of(completion, memory);
            } catch (JsonProcessingException e) {
                return null;
            }
        });
    }

    /** Whether its choices are some: answers that only pass may have anything there. */
    private static boolean isSound(ObjectNode completion) {
        boolean sound = completion.path(CHOICES).isArray();
        for (JsonNode choice : completion.path(CHOICES)) {
            sound &= choice.isObject();
        }
        return sound;
    }

    private static byte[] events(ObjectNode completion, boolean withUsage) {
        boolean text = TEXT.contains(completion.path(OBJECT).asText());
        ObjectNode head = completion.deepCopy().without(List.of(CHOICES, USAGE));
        head.put(OBJECT, text ? "text_completion" : "chat.completion.chunk");
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        for (JsonNode choice : completion.path(CHOICES)) {
            events.writeBytes(event(head, said((ObjectNode) choice, text)));
            events.writeBytes(event(head, finished((ObjectNode) choice, text)));
        }
        if (withUsage && completion.path(USAGE).isObject()) {
            ObjectNode last = head.deepCopy();
            last.putArray(CHOICES);
            last.set(USAGE, completion.get(USAGE));
            events.writeBytes(ChunkEvents.write(Json.text(last)));
        }
        events.writeBytes(DONE);
        return events.toByteArray();
    }

    private static byte[] event(ObjectNode head, ObjectNode choice) {
        ObjectNode chunk = head.deepCopy();
        chunk.putArray(CHOICES).add(choice);
        return ChunkEvents.write(Json.text(chunk));
    }

    /** All that a choice says, in one piece. */
    private static ObjectNode said(ObjectNode choice, boolean text) {
        ObjectNode said = Json.MAPPER.createObjectNode();
        said.set("index", choice.path("index"));
        if (text) {
            said.set("text", choice.path("text"));
        } else {
            ObjectNode delta = choice.path("message").isObject()
                    ? ((ObjectNode) choice.get("message")).deepCopy()
                    : Json.MAPPER.createObjectNode();
            NUMBERED.forEach(name -> number(delta.path(name)));
            said.set("delta", delta);
        }
        said.set("logprobs", choice.get("logprobs"));
        said.putNull("finish_reason");
        return said;
    }

    /** As clients join what has one number. */
    private static void number(JsonNode list) {
        int index = 0;
        for (JsonNode element : list) {
            if (element instanceof ObjectNode object) {
                object.put("index", index);
            }
            index++;
        }
    }

    /** Why it ended, and what else is known of it then. */
    private static ObjectNode finished(ObjectNode choice, boolean text) {
        ObjectNode finished = choice.deepCopy().without(List.of("message", "text", "logprobs"));
        if (text) {
            finished.put("text", "");
        } else {
            finished.putObject("delta");
        }
        return finished;
    }
}
