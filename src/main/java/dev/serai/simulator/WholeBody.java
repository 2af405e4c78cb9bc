package dev.serai.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Writes one JSON text, or half of it, as the misbehaviour wants. */
final class WholeBody {

    private WholeBody() {}

    static List<Part> parts(String json, Misbehaviour misbehaviour, Duration pause) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        Part half = Part.of(Arrays.copyOf(bytes, bytes.length / 2));
        return switch (misbehaviour) {
            case STALL, CUT, TRUNCATED, MALFORMED -> List.of(half, breakOff(misbehaviour));
            case ERROR_IN_200 -> List.of(Part.of(error()));
            default -> List.of(Part.of(bytes).after(pause));
        };
    }

    /** How a body ends that is not whole. */
    static Part breakOff(Misbehaviour misbehaviour) {
        return switch (misbehaviour) {
            case STALL -> Part.hang();
            case CUT -> Part.reset();
            default -> Part.nothing();
        };
    }

    /** The error that comes after a 200. */
    static String error() {
        return Misbehaviour.SERVER_ERROR.refusal().orElseThrow().body().toString();
    }
}
