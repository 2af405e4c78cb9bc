package dev.serai.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Writes one body, or half of it, as the misbehaviour wants. */
final class WholeBody {

    private WholeBody() {}

    static List<BodyPart> parts(String json, Misbehaviour misbehaviour, Duration pause) {
        return parts(json.getBytes(StandardCharsets.UTF_8), misbehaviour, pause);
    }

    static List<BodyPart> parts(byte[] bytes, Misbehaviour misbehaviour, Duration pause) {
        BodyPart half = BodyPart.of(Arrays.copyOf(bytes, bytes.length / 2));
        return switch (misbehaviour) {
            case STALL, CUT, TRUNCATED, MALFORMED -> List.of(half, breakOff(misbehaviour));
            case ERROR_IN_200 -> List.of(BodyPart.of(error()));
            default -> List.of(BodyPart.of(bytes).after(pause));
        };
    }

    /** How a body ends that is not whole. */
    static BodyPart breakOff(Misbehaviour misbehaviour) {
        return switch (misbehaviour) {
            case STALL -> BodyPart.hang();
            case CUT -> BodyPart.reset();
            default -> BodyPart.nothing();
        };
    }

    /** The error that comes after a 200. */
    static String error() {
        return Misbehaviour.SERVER_ERROR.refusal().orElseThrow().body().toString();
    }
}
