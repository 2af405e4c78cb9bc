package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Videos of a simulated provider, in memory: one is queued when it is made, and further each time that it is asked for, until
 * it is there. Of a model that filters, it fails.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/videos">OpenAI's videos</a>
 */
final class SimulatedVideos {

    private static final int KEPT = 3600;
    private static final int BYTES_OF_A_SECOND = 256;
    private static final String STATUS = "status";
    private static final String COMPLETED = "completed";
    private static final String REMIXED = "remixed_from_video_id";

    /** What of a video may be asked for, and what it is sent as. */
    private static final Map<String, String> VARIANTS =
            Map.of("video", "video/mp4", "thumbnail", "image/webp", "spritesheet", "image/jpeg");

    private final SimulatedObjects objects;

    SimulatedVideos(SimulatedObjects objects) {
        this.objects = objects;
    }

    void serve(SimulatedRoutes routes) {
        routes.on("POST /videos/edits", this::edit)
                .on("POST /videos/extensions", this::extend)
                .on("GET /videos/{}", request -> further(request.id()))
                .give("GET /videos/{}/content", this::content)
                .on("POST /videos/{}/remix", request -> another(request.id(), request.said("prompt"), "", request.id()))
                .keep("/videos", SimulatedKind.VIDEO);
    }

    /** Begins one; the same request twice has two ids. */
    ObjectNode create(JsonNode request) {
        String seconds = request.path("seconds").asText("4");
        String size = request.path("size").asText("720x1280");
        return add(request.path("model").asText(), request.path("prompt").asText(), seconds, size, null);
    }

    /** Begins one as that one, but for what is to be changed. */
    private ObjectNode edit(SimulatedRequest request) {
        return another(request.said("video", "id"), request.said("prompt"), "", null);
    }

    /** Begins one that goes on where that one ends. */
    private ObjectNode extend(SimulatedRequest request) {
        return another(request.said("video", "id"), request.said("prompt"), request.said("seconds"), null);
    }

    private ObjectNode another(String id, String prompt, String more, String remixed) {
        ObjectNode of = whole(id);
        int length = seconds(of.path("seconds").asText()) + seconds(more);
        return add(
                of.path("model").asText(),
                prompt,
                Integer.toString(length),
                of.path("size").asText(),
                remixed);
    }

    private static int seconds(String said) {
        String digits = said.replaceAll("\\D", "");
        return digits.length() > 4 ? KEPT : Math.min(KEPT, Integer.parseInt("0" + digits));
    }

    private ObjectNode add(String model, String prompt, String seconds, String size, String of) {
        ObjectNode video = objects.draft(SimulatedKind.VIDEO)
                .putNull("completed_at")
                .putNull("expires_at")
                .putNull("error")
                .put("model", model)
                .put("progress", 0)
                .put("prompt", prompt)
                .put(REMIXED, of)
                .put("seconds", seconds)
                .put("size", size)
                .put(STATUS, "queued");
        return objects.add(SimulatedKind.VIDEO, "", video);
    }

    /** One, which is further by then. */
    private ObjectNode further(String id) {
        ObjectNode video = objects.get(SimulatedKind.VIDEO, "", id);
        long now = objects.now();
        switch (video.path(STATUS).asText()) {
            case "queued" -> video.put(STATUS, "in_progress").put("progress", 50);
            case "in_progress" -> {
                boolean fails = Misbehaviour.of(video.path("model").asText()) == Misbehaviour.CONTENT_FILTER;
                video.put(STATUS, fails ? "failed" : COMPLETED).put("completed_at", now);
                if (fails) {
                    video.putObject("error")
                            .put("code", "moderation_blocked")
                            .put("message", "The video was blocked by the simulator's moderation");
                } else {
                    video.put("progress", 100).put("expires_at", now + KEPT);
                }
            }
            default -> {}
        }
        return objects.put(SimulatedKind.VIDEO, "", video);
    }

    private WholeReply content(SimulatedRequest request) {
        String variant = request.parameter("variant").isEmpty() ? "video" : request.parameter("variant");
        String type = VARIANTS.get(variant);
        if (type == null) {
            throw ApiException.badRequest("invalid_value", "variant", "variant is one of " + VARIANTS.keySet());
        }
        return WholeReply.content(type, content(request.id(), variant));
    }

    /** A file that begins as those of its kind do, and goes on with what chance decides by the id; no picture is in it. */
    private byte[] content(String id, String variant) {
        byte[] frames =
                new byte[BYTES_OF_A_SECOND * seconds(whole(id).path("seconds").asText())];
        Fingerprint.of(id, variant).random().nextBytes(frames);
        return ByteBuffer.allocate(24 + 8 + frames.length)
                .putInt(24)
                .put("ftypisom".getBytes(StandardCharsets.US_ASCII))
                .putInt(512)
                .put("isomiso2".getBytes(StandardCharsets.US_ASCII))
                .putInt(8 + frames.length)
                .put("mdat".getBytes(StandardCharsets.US_ASCII))
                .put(frames)
                .array();
    }

    private ObjectNode whole(String id) {
        ObjectNode video = objects.get(SimulatedKind.VIDEO, "", id);
        if (!video.path(STATUS).asText().equals(COMPLETED)) {
            throw new ApiException(404, "invalid_request_error", null, "id", "Video is not ready yet: " + id);
        }
        return video;
    }
}
