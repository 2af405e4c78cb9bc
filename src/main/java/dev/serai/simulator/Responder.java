package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * Everything that begins with a 200: answers, and the misbehaviours after the headers.
 *
 * @param videos that were made
 * @param firstTokenDelay how long {@code slow-first-token} waits
 * @param tokenPause before each token of a stream
 */
record Responder(Clock clock, SimulatedVideos videos, Duration firstTokenDelay, Duration tokenPause) {

    private static final Duration SLOW_TOKEN_PAUSE = Duration.ofMillis(200);
    static final String PAGE = "<!DOCTYPE html><html><body><h1>It works!</h1></body></html>\n";

    /** What is said in realtime sessions. */
    SessionReply session(Misbehaviour misbehaviour) {
        return new SessionReply(misbehaviour, firstTokenDelay, tokenPause);
    }

    Reply models(Misbehaviour misbehaviour) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("object", "list");
        ArrayNode data = body.putArray("data");
        for (Misbehaviour each : Misbehaviour.values()) {
            data.addObject()
                    .put("id", each.model())
                    .put("object", "model")
                    .put("created", now())
                    .put("owned_by", "serai");
        }
        return WholeReply.json(body).sent(misbehaviour, firstTokenDelay);
    }

    Reply answer(String operation, JsonNode request, Fingerprint fingerprint, Misbehaviour misbehaviour) {
        boolean stream = request.path("stream").asBoolean();
        if (misbehaviour == Misbehaviour.HTML) {
            return Reply.of(200, Reply.HTML, List.of(BodyPart.of(PAGE)).iterator());
        }
        if (misbehaviour == Misbehaviour.EMPTY) {
            return Reply.of(200, stream ? Reply.EVENTS : Reply.JSON, Collections.emptyIterator());
        }
        if (operation.equals(ApiRequest.COUNT)) {
            return WholeReply.json(Tokenizer.counted(request.path("input"))).sent(misbehaviour, firstTokenDelay);
        }
        if (operation.equals("embeddings")) {
            Duration pause = misbehaviour == Misbehaviour.SLOW ? Duration.ZERO : delay(misbehaviour);
            return Reply.of(200, Reply.JSON, Embeddings.answer(request, model(request), misbehaviour, pause));
        }
        if (MediaReplies.OPERATIONS.contains(operation)) {
            return new MediaReplies(videos, now(), fingerprint, misbehaviour, delay(misbehaviour), pause(misbehaviour))
                    .answer(operation, request);
        }
        Format format = format(operation);
        Choices answer = format == Format.CHAT
                ? Choices.chat(request, misbehaviour)
                : Choices.completions(request, misbehaviour);
        Completion completion =
                new Completion(format, fingerprint.id(format.idPrefix()), now(), model(request), answer);
        return stream
                ? streamed(
                        new Chunks(
                                completion,
                                request.at("/stream_options/include_usage").asBoolean()),
                        misbehaviour)
                : whole(completion.whole(), misbehaviour, answer.longest());
    }

    private Reply whole(ObjectNode body, Misbehaviour misbehaviour, int tokens) {
        Duration pause =
                misbehaviour == Misbehaviour.SLOW ? SLOW_TOKEN_PAUSE.multipliedBy(tokens) : delay(misbehaviour);
        return Reply.of(
                200,
                Reply.JSON,
                WholeBody.parts(body.toString(), misbehaviour, pause).iterator());
    }

    private Reply streamed(Chunks chunks, Misbehaviour misbehaviour) {
        return Reply.of(
                200,
                Reply.EVENTS,
                new StreamedBody(chunks.events(), misbehaviour, delay(misbehaviour), pause(misbehaviour)));
    }

    private Duration pause(Misbehaviour misbehaviour) {
        return misbehaviour == Misbehaviour.SLOW ? SLOW_TOKEN_PAUSE : tokenPause;
    }

    private Duration delay(Misbehaviour misbehaviour) {
        return misbehaviour == Misbehaviour.SLOW_FIRST_TOKEN ? firstTokenDelay : Duration.ZERO;
    }

    private static Format format(String operation) {
        return switch (operation) {
            case "chat" -> Format.CHAT;
            case "completions" -> Format.TEXT;
            default ->
                throw new ApiException(
                        404, "invalid_request_error", "unknown_url", null, "Unknown operation: " + operation);
        };
    }

    private static String model(JsonNode request) {
        return request.path("model").asText(Misbehaviour.NONE.model());
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
