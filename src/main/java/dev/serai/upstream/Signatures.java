package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.Provider;
import dev.serai.wire.Json;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.RawObject;
import dev.serai.wire.SignedId;
import dev.serai.wire.TreeSize;

/**
 * What an answer had for its own provider to read when it comes back, and which every other one would refuse: signatures
 * in ids of calls and beside text, and blocks of thought. A conversation can go on with somebody else.
 */
final class Signatures {

    /** Where messages and calls carry signatures beside ids. */
    private static final String SEALED = "extra_content";

    private Signatures() {}

    /** Takes out of the messages what this provider did not give. */
    static void takeOut(RawObject request, Provider provider, Memory memory) {
        boolean ids = !provider.can("signed_calls");
        boolean thoughts = !provider.can("thinking_blocks");
        RawObject.Slice messages = request.get("messages");
        try {
            long size = TreeSize.of(messages.source(), messages.start(), messages.end());
            request.put("messages", LargeBodies.inTurn(size, () -> without(messages, ids, thoughts, size, memory)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the request was read before", e);
        }
    }

    private static RawObject.Slice without(
            RawObject.Slice messages, boolean ids, boolean thoughts, long size, Memory memory)
            throws JsonProcessingException {
        try (Memory.Share trees = memory.share()) {
            trees.take(size);
            JsonNode tree = Json.parse(messages.source(), messages.start(), messages.length());
            for (JsonNode message : tree) {
                if (message instanceof ObjectNode object) {
                    takeOut(object, ids, thoughts);
                }
            }
            return RawObject.Slice.of(JsonBytes.of(tree, memory));
        }
    }

    private static void takeOut(ObjectNode message, boolean ids, boolean thoughts) {
        if (thoughts) {
            message.remove("thinking_blocks");
        }
        if (ids) {
            message.remove(SEALED);
            shorten(message, "tool_call_id");
            for (JsonNode call : message.path("tool_calls")) {
                shorten(call, "id");
                if (call instanceof ObjectNode object) {
                    object.remove(SEALED);
                }
            }
        }
    }

    private static void shorten(JsonNode object, String name) {
        if (object instanceof ObjectNode node && node.path(name).isTextual()) {
            node.put(name, SignedId.bare(node.get(name).textValue()));
        }
    }
}
