package dev.serai.simulator;

import dev.serai.wire.Json;
import dev.serai.wire.LargeBodies;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Writes embeddings one by one as they are read, or breaks off half way as the misbehaviour wants. */
final class EmbeddingsBody implements Iterator<BodyPart> {

    /** Of a number. */
    private static final int BYTES = 12;

    private final List<Prompt> inputs;
    private final int dimensions;
    private final boolean base64;
    private final String end;
    private final Misbehaviour misbehaviour;
    private final Duration pause;
    private int next = -1;

    /**
     * Begins with the first.
     *
     * @param end what is written after the last
     * @param pause before the beginning
     */
    EmbeddingsBody(
            List<Prompt> inputs,
            int dimensions,
            boolean base64,
            String end,
            Misbehaviour misbehaviour,
            Duration pause) {
        this.inputs = inputs;
        this.dimensions = dimensions;
        this.base64 = base64;
        this.end = end;
        this.misbehaviour = misbehaviour;
        this.pause = pause;
    }

    @Override
    public boolean hasNext() {
        return next <= inputs.size();
    }

    @Override
    public BodyPart next() {
        int index = next++;
        if (index > inputs.size()) {
            throw new NoSuchElementException();
        }
        if (index < 0) {
            return misbehaviour == Misbehaviour.ERROR_IN_200
                    ? last(BodyPart.of(WholeBody.error()))
                    : BodyPart.of("{\"object\":\"list\",\"data\":[").after(pause);
        }
        if (index >= inputs.size() / 2 && misbehaviour.breaksOff()) {
            return last(WholeBody.breakOff(misbehaviour));
        }
        return BodyPart.of(index == inputs.size() ? end : (index == 0 ? "" : ",") + inTurn(index));
    }

    /** Others who want many have their turn between two. */
    private String inTurn(int index) {
        return LargeBodies.inTurn((long) inputs.size() * dimensions * BYTES, () -> embedding(index));
    }

    private BodyPart last(BodyPart part) {
        next = inputs.size() + 1;
        return part;
    }

    private String embedding(int index) {
        float[] vector = EmbeddingVectors.of(inputs.get(index).text(), dimensions);
        StringBuilder json = new StringBuilder(vector.length * 13 + 64);
        json.append("{\"object\":\"embedding\",\"index\":").append(index).append(",\"embedding\":");
        if (base64) {
            json.append(Json.text(EmbeddingVectors.base64(vector)));
        } else {
            char before = '[';
            for (float component : vector) {
                json.append(before).append(component);
                before = ',';
            }
            json.append(']');
        }
        return json.append('}').toString();
    }
}
