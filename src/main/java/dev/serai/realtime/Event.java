package dev.serai.realtime;

import dev.serai.wire.JsonPass;
import java.util.Set;

/**
 * What is to be known of one event, found while it passes, however long it is: its type, the usage that it tells, and who
 * transcribes in its session.
 */
final class Event implements JsonPass.Sink {

    private static final Set<String> OBJECTS = Set.of("usage");

    /** Under {@code response}, or outermost where something was transcribed. */
    private static final int USAGE_DEPTH = 2;

    /** {@code session.audio.input.transcription.model}, and {@code session.input_audio_transcription.model} of older ones. */
    private static final Set<Integer> MODEL_DEPTHS = Set.of(5, 3);

    private final JsonPass json = new JsonPass(this, false, OBJECTS);
    private String type = "";
    private byte[] usage;
    private String model;
    private long bytes;

    /** The next part of it. */
    void add(byte[] part, int offset, int length) {
        bytes += length;
        json.add(part, offset, length);
    }

    /** Nothing of it follows. */
    void end() {
        json.end();
    }

    @Override
    public void text(String name, String value, int depth) {
        if (depth == 1 && name.equals("type")) {
            type = value;
        } else if (name.equals("model") && MODEL_DEPTHS.contains(depth)) {
            model = value;
        }
    }

    @Override
    public void object(byte[] object, int depth) {
        if (depth <= USAGE_DEPTH) {
            usage = object;
        }
    }

    /** Its type; empty while that is not known. */
    String type() {
        return type;
    }

    /** The usage object that it tells; null for none. */
    byte[] usage() {
        return usage;
    }

    /** Who transcribes; null if it does not say. */
    String model() {
        return model;
    }

    /** How long it is so far. */
    long bytes() {
        return bytes;
    }
}
