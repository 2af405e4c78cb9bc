package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import dev.serai.wire.TreeSize;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Says blocks as pieces, in the order that a format has them in. Each is whole before the next one begins, and what comes
 * for a later one waits; where a format takes calls interleaved, as OpenAI gives them, nothing waits, and a call ends when
 * it is whole and another block begins.
 */
final class BlockOrder {

    /** What is told again is there as text, as JSON and as bytes, in several events. */
    private static final long PER_CHARACTER = 16;

    private static final long PER_BLOCK = 512;
    private static final long MOST_WEIGHT = 1 << 22;

    private final BlockWish wish;
    private final Consumer<ObjectNode> out;
    private final Memory memory;
    private final Deque<AnswerBlock> waiting = new ArrayDeque<>(2);
    private final List<AnswerBlock> open = new ArrayList<>(2);
    private final List<List<AnswerBlock>> items = new ArrayList<>();
    private final BitSet done = new BitSet();
    private AnswerBlock newest;
    private int number = -1;
    private int item = -1;
    private int held;

    BlockOrder(BlockWish wish, Consumer<ObjectNode> out, Memory memory) {
        this.wish = wish;
        this.out = out;
        this.memory = memory;
    }

    /** Characters that wait for their turn, or are kept until their block is whole. */
    int held() {
        return held;
    }

    AnswerBlock begin(AnswerBlock block) {
        if (wish.interleaved() || (waiting.isEmpty() && openMayEnd())) {
            open(block);
        } else {
            waiting.add(block);
        }
        return block;
    }

    void add(AnswerBlock block, String text, JsonNode logprobs) {
        if (!block.open) {
            block.held.append(text);
            held += text.length();
        } else if (!text.isEmpty()) {
            send(block, "text", text, logprobs);
            block.sent(text);
        }
        while (!waiting.isEmpty() && openMayEnd()) {
            open(waiting.poll());
        }
    }

    void sign(AnswerBlock block, String signature) {
        if (block.open) {
            send(block, "signature", signature, null);
        } else {
            block.heldSignature = signature;
        }
    }

    /** A note to a text, for formats that tell of it. */
    void annotate(AnswerBlock block, JsonNode annotation) {
        if (wish.all() && block.open) {
            memory.take(PER_CHARACTER * TreeSize.weight(annotation, MOST_WEIGHT));
            ObjectNode piece = piece("more", block);
            piece.put("annotation_index", block.keepAnnotation(annotation));
            piece.set("annotation", annotation);
            out.accept(piece);
        }
    }

    /** No more comes: what waits is told, and what is open ends. */
    void end(JsonNode finish) {
        while (!waiting.isEmpty()) {
            open(waiting.poll());
        }
        while (!open.isEmpty()) {
            close(open.get(0), true, open.size() == 1 ? finish : null);
        }
    }

    /** The items that have ended, each the blocks that it consists of. */
    ArrayNode items() {
        ArrayNode told = Json.MAPPER.createArrayNode();
        for (int i = done.nextSetBit(0); i >= 0 && i < items.size(); i = done.nextSetBit(i + 1)) {
            told.add(whole(items.get(i)));
        }
        return told;
    }

    private static ArrayNode whole(List<AnswerBlock> item) {
        ArrayNode blocks = Json.MAPPER.createArrayNode();
        item.forEach(block -> blocks.add(block.whole()));
        return blocks;
    }

    private boolean openMayEnd() {
        return open.stream().allMatch(AnswerBlock::mayEnd);
    }

    /** Ends what comes before, and says what was held of this one. */
    private void open(AnswerBlock block) {
        boolean joins = newest != null && newest.open && newest.isMessage() && block.isMessage();
        for (AnswerBlock before : List.copyOf(open)) {
            if (!wish.interleaved() || before.mayEnd()) {
                close(before, !joins || !before.isMessage(), null);
            }
        }
        place(block, joins);
        ObjectNode begun = piece("open", block);
        if (block.head != null) {
            begun.setAll(block.head);
        }
        out.accept(begun);
        if (!block.held.isEmpty()) {
            String text = block.held.toString();
            held -= text.length();
            block.held.setLength(0);
            send(block, "text", text, null);
            block.sent(text);
        }
        if (!block.heldSignature.isEmpty()) {
            send(block, "signature", block.heldSignature, null);
        }
    }

    private void place(AnswerBlock block, boolean joins) {
        block.number = ++number;
        block.item = joins ? newest.item : ++item;
        block.part = joins ? newest.part + 1 : 0;
        if (wish.all()) {
            memory.take(
                    PER_BLOCK + (block.head == null ? 0 : PER_CHARACTER * TreeSize.weight(block.head, MOST_WEIGHT)));
            if (!joins) {
                items.add(new ArrayList<>(1));
            }
            items.get(block.item).add(block);
        }
        newest = block;
        block.open = true;
        open.add(block);
    }

    private void send(AnswerBlock block, String name, String text, JsonNode logprobs) {
        ObjectNode piece = piece("more", block).put(name, text);
        if (wish.all()) {
            memory.take(PER_CHARACTER * text.length());
            block.keep(name, text);
            if (block.head != null) {
                piece.setAll(block.head);
            }
            if (logprobs != null && logprobs.isArray()) {
                memory.take(PER_CHARACTER * TreeSize.weight(logprobs, MOST_WEIGHT));
                block.keepLogprobs(logprobs);
                piece.set("logprobs", logprobs);
            }
        } else if (wish.whole().contains(block.kind)) {
            block.keep(name, text);
            held += text.length();
        }
        out.accept(piece);
    }

    private void close(AnswerBlock block, boolean lastOfItem, JsonNode finish) {
        block.open = false;
        open.remove(block);
        ObjectNode piece = piece("close", block);
        if (wish.all()) {
            piece.setAll(block.whole());
            if (lastOfItem) {
                piece.set("blocks", whole(items.get(block.item)));
            }
        } else if (wish.whole().contains(block.kind)) {
            piece.setAll(block.whole());
            held -= block.forget();
        }
        if (finish != null) {
            piece.set("finish", finish);
        }
        out.accept(piece);
        if (wish.all() && lastOfItem) {
            done.set(block.item);
        }
    }

    private static ObjectNode piece(String what, AnswerBlock block) {
        return Json.MAPPER
                .createObjectNode()
                .put(what, block.number)
                .put("block", block.kind)
                .put("item", block.item)
                .put("part", block.part);
    }
}
