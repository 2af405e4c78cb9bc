package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** An OpenAI stream as the blocks of its choices, of which there is mostly one: begun once, and ended once for all. */
final class AnswerChoices {

    /** As many as anybody gives at most. */
    private static final int MOST = 128;

    /** Characters that wait for their turn, or are kept until they are whole. */
    private static final long MOST_KEPT = 4 << 20;

    private final BlockWish wish;
    private final Consumer<ObjectNode> out;
    private final List<AnswerBlocks> choices = new ArrayList<>(1);
    private boolean begun;
    private boolean ended;

    /**
     * Begins an answer.
     *
     * @param out takes the pieces
     */
    AnswerChoices(BlockWish wish, Consumer<ObjectNode> out) {
        this.wish = wish;
        this.out = out;
        choices.add(new AnswerBlocks(0, wish, out));
    }

    boolean ended() {
        return ended;
    }

    /** Takes a chunk. */
    void chunk(JsonNode chunk) {
        if (ended) {
            return;
        }
        if (!begun) {
            begun = true;
            start(chunk.path("id").asText(), chunk.path("model").asText());
        }
        choices.get(0).end().chunk(chunk);
        for (JsonNode part : chunk.path("choices")) {
            int index = part.path("index").asInt();
            if (index < 0 || index >= MOST) {
                fail(StreamErrors.garbled());
                return;
            }
            AnswerBlocks choice = choice(index);
            choice.choice(part);
            if (choice.tooMany() || kept() > MOST_KEPT) {
                fail(StreamErrors.garbled());
                return;
            }
        }
    }

    private AnswerBlocks choice(int index) {
        while (choices.size() <= index) {
            choices.add(new AnswerBlocks(choices.size(), wish, out));
        }
        return choices.get(index);
    }

    private long kept() {
        long kept = 0;
        for (AnswerBlocks choice : choices) {
            kept += choice.kept();
        }
        return kept;
    }

    private void start(String id, String model) {
        ObjectNode piece = Json.MAPPER.createObjectNode();
        piece.putObject("start").put("id", id).put("model", model);
        out.accept(piece);
    }

    /** The answer is complete. */
    void done() {
        if (ended) {
            return;
        }
        List<ObjectNode> ends =
                new ArrayList<>(choices.stream().map(AnswerBlocks::done).toList());
        ObjectNode first = ends.remove(0);
        if (!ends.isEmpty()) {
            ArrayNode others = first.putArray("others");
            ends.forEach(others::add);
        }
        out.accept(Json.MAPPER.createObjectNode().set("end", first));
        ended = true; // and not before: where that cannot be told, an error has to be
    }

    /** The answer ends with this error. */
    void fail(JsonNode error) {
        if (!ended) {
            ended = true;
            out.accept(Json.MAPPER.createObjectNode().set("error", error));
        }
    }
}
