package dev.serai.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An answer that is there as a whole.
 *
 * @param headers besides its type
 */
record WholeReply(String type, Map<String, String> headers, byte[] body) {

    private static final int SLOW_PIECES = 10;
    private static final Duration SLOW_PAUSE = Duration.ofMillis(200);

    static WholeReply json(ObjectNode body) {
        return new WholeReply(Reply.JSON, Map.of(), Json.bytes(body));
    }

    static WholeReply content(String type, byte[] bytes) {
        return new WholeReply(type, Map.of(), bytes);
    }

    /** As a server sends it that misbehaves so. */
    Reply sent(Misbehaviour misbehaviour, Duration firstTokenDelay) {
        return switch (misbehaviour) {
            case HTML ->
                Reply.of(200, Reply.HTML, List.of(BodyPart.of(Responder.PAGE)).iterator());
            case EMPTY -> Reply.of(200, type, Collections.emptyIterator()).with(headers);
            case SLOW -> Reply.of(200, type, slowly()).with(headers);
            case ERROR_IN_200 ->
                Reply.of(
                        200, Reply.JSON, List.of(BodyPart.of(WholeBody.error())).iterator());
            default -> {
                Duration pause = misbehaviour == Misbehaviour.SLOW_FIRST_TOKEN ? firstTokenDelay : Duration.ZERO;
                yield Reply.of(
                                200,
                                type,
                                WholeBody.parts(body, misbehaviour, pause).iterator())
                        .with(headers);
            }
        };
    }

    private Iterator<BodyPart> slowly() {
        int length = body.length / SLOW_PIECES + 1;
        return IntStream.range(0, SLOW_PIECES)
                .mapToObj(i -> Arrays.copyOfRange(
                        body, Math.min(body.length, i * length), Math.min(body.length, (i + 1) * length)))
                .map(piece -> BodyPart.of(piece).after(SLOW_PAUSE))
                .iterator();
    }
}
