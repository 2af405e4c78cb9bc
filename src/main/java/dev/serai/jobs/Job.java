package dev.serai.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/**
 * A request that is answered later, without what it says or is answered.
 *
 * @param owner the project whose it is, or the caller where that has none
 * @param caller who asked, and alone may ask for it
 * @param path that was asked
 * @param httpStatus of its answer; 0 where there is none
 * @param progress JSON; null where nothing is known
 * @param runs how often it was begun
 * @param bytes that are kept of it
 * @param finishedAt null while it is not
 */
record Job(
        String id,
        String owner,
        String caller,
        String path,
        Status status,
        int httpStatus,
        String progress,
        int runs,
        long bytes,
        Instant createdAt,
        Instant finishedAt,
        Instant expiresAt) {

    /** How far one is. */
    enum Status {
        QUEUED,
        RUNNING,
        COMPLETED,
        FAILED,
        CANCELLED;

        /** As callers and the database have it. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /** Whose one is. */
    record Holder(String owner, String caller) {}

    /** Whether there is an answer to come. */
    boolean underWay() {
        return status == Status.QUEUED || status == Status.RUNNING;
    }

    /** What its caller is told of it. */
    ObjectNode told() {
        ObjectNode told = Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("object", "job")
                .put("status", status.text())
                .put("endpoint", path)
                .put("created_at", createdAt.getEpochSecond())
                .put("expires_at", expiresAt.getEpochSecond());
        if (finishedAt != null) {
            told.put("finished_at", finishedAt.getEpochSecond());
        }
        if (httpStatus > 0) {
            told.put("http_status", httpStatus);
        }
        if (status == Status.RUNNING && progress != null) {
            told.set("progress", parsed(progress));
        }
        return told;
    }

    private static JsonNode parsed(String json) {
        try {
            return Json.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is kept of a job is no JSON", e);
        }
    }
}
