package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Answers to what is no chat: images, videos, sound, verdicts and ranked documents.
 *
 * @param videos that were made
 * @param created seconds since 1970
 * @param delay before an answer begins
 * @param tokenPause before each part of one that comes in parts
 */
record MediaReplies(
        SimulatedVideos videos,
        long created,
        Fingerprint fingerprint,
        Misbehaviour misbehaviour,
        Duration delay,
        Duration tokenPause) {

    static final Set<String> OPERATIONS = Set.of(
            "rerank",
            "moderations",
            "images",
            "imageEdits",
            "imageVariations",
            "speech",
            "transcriptions",
            "translations",
            "videos");

    Reply answer(String operation, JsonNode request) {
        boolean stream = request.path("stream").asText().equals("true");
        return switch (operation) {
            case "rerank" -> whole(Ranking.of(request, fingerprint));
            case "moderations" -> whole(Verdicts.of(request, fingerprint));
            case "videos" -> whole(videos.create(request));
            case "speech" -> spoken(new Sound(request));
            case "transcriptions", "translations" -> heard(new Transcript(request), stream);
            default -> {
                requireUnfiltered();
                Pictures pictures = new Pictures(request, fingerprint, created);
                String event = operation.equals("imageEdits") ? "image_edit" : "image_generation";
                yield stream ? streamed(pictures.events(event)) : whole(pictures.whole());
            }
        };
    }

    /** As OpenAI says it of images, which have no finish that could. */
    private void requireUnfiltered() {
        if (misbehaviour == Misbehaviour.CONTENT_FILTER) {
            throw new ApiException(
                    400,
                    "image_generation_user_error",
                    "moderation_blocked",
                    null,
                    "The image was blocked by the simulator's moderation");
        }
    }

    private Reply spoken(Sound sound) {
        if (sound.isWantedInEvents()) {
            return streamed(sound.events());
        }
        return misbehaviour == Misbehaviour.ERROR_IN_200
                ? Reply.of(
                        200, Reply.JSON, List.of(BodyPart.of(WholeBody.error())).iterator())
                : Reply.of(200, sound.type(), sound.parts(misbehaviour, delay, tokenPause));
    }

    private Reply heard(Transcript transcript, boolean stream) {
        if (stream) {
            return streamed(transcript.events());
        }
        return transcript.isJson()
                ? whole(transcript.json())
                : WholeReply.content(
                                "text/plain; charset=utf-8", transcript.text().getBytes(StandardCharsets.UTF_8))
                        .sent(misbehaviour, delay);
    }

    private Reply whole(ObjectNode body) {
        return WholeReply.json(body).sent(misbehaviour, delay);
    }

    private Reply streamed(List<Chunks.Chunk> events) {
        return Reply.of(200, Reply.EVENTS, new StreamedBody(events.iterator(), misbehaviour, delay, tokenPause));
    }
}
