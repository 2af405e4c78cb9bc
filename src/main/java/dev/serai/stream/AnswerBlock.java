package dev.serai.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One block of an answer: a text, a refusal, a thought or a call; with what came of it before it was its turn. */
final class AnswerBlock {

    static final String CALL = "call";

    final String kind;
    /** What tells it from the block before it. */
    final String key;
    /** What it is begun with beside its kind. */
    final ObjectNode head;

    final StringBuilder held = new StringBuilder();
    final StringBuilder whole = new StringBuilder();
    String heldSignature = "";
    private final JsonProgress progress = new JsonProgress();

    AnswerBlock(String kind, String key, ObjectNode head) {
        this.kind = kind;
        this.key = key;
        this.head = head;
    }

    /** Notes what was sent of it. */
    void sent(String text) {
        if (kind.equals(CALL)) {
            progress.read(text);
        }
    }

    /** Whether another one may follow: a call has to be whole. */
    boolean mayEnd() {
        return !kind.equals(CALL) || progress.whole();
    }
}
