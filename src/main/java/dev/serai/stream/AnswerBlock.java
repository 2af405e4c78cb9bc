package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;

/** One block of an answer: a text, a refusal, a thought or a call; with what came of it before it was its turn. */
final class AnswerBlock {

    static final String CALL = "call";

    final String kind;
    /** What tells it from the block before it. */
    final String key;
    /** What it is begun with beside its kind. */
    final ObjectNode head;

    final StringBuilder held = new StringBuilder();
    String heldSignature = "";
    /** Its place among the blocks, that of its item among the items, and its own in the item. */
    int number = -1;

    int item;
    int part;
    boolean open;

    private final StringBuilder text = new StringBuilder();
    private final ArrayNode logprobs = Json.MAPPER.createArrayNode();
    private final ArrayNode annotations = Json.MAPPER.createArrayNode();
    private final JsonProgress progress = new JsonProgress();
    private String signature = "";

    AnswerBlock(String kind, String key, ObjectNode head) {
        this.kind = kind;
        this.key = key;
        this.head = head;
    }

    /** Notes what was sent of it. */
    void sent(String piece) {
        if (kind.equals(CALL)) {
            progress.read(piece);
        }
    }

    /** Keeps what was sent of it. */
    void keep(String member, String piece) {
        if (member.equals("text")) {
            text.append(piece);
        } else {
            signature = piece;
        }
    }

    /** Keeps it no longer; gives how many characters it had. */
    int forget() {
        int length = text.length();
        text.setLength(0);
        return length;
    }

    void keepLogprobs(JsonNode list) {
        list.forEach(logprobs::add);
    }

    /** Keeps a note to its text, and gives the number that it has. */
    int keepAnnotation(JsonNode annotation) {
        annotations.add(annotation);
        return annotations.size() - 1;
    }

    /** Whether another one may follow: a call has to be whole. */
    boolean mayEnd() {
        return !kind.equals(CALL) || progress.whole();
    }

    /** Whether it is a part of a message: those that follow each other are one. */
    boolean isMessage() {
        return kind.equals("text") || kind.equals("refusal");
    }

    /** All that was kept of it. */
    ObjectNode whole() {
        ObjectNode whole = Json.MAPPER.createObjectNode().put("block", kind).put("item", item);
        if (head != null) {
            whole.setAll(head);
        }
        whole.put("text", text.toString());
        if (!signature.isEmpty()) {
            whole.put("signature", signature);
        }
        if (!logprobs.isEmpty()) {
            whole.set("logprobs", logprobs);
        }
        if (!annotations.isEmpty()) {
            whole.set("annotations", annotations);
        }
        return whole;
    }
}
