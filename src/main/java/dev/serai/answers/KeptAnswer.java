package dev.serai.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * An answer that is kept.
 *
 * @param owner the project that may have it, or the caller where that has none
 * @param provider who keeps it, too, since the answer passed as it came; null if nobody does
 * @param answer JSON, as the client got it
 * @param input a JSON array of all that was asked
 * @param items ids of its items, where the provider has given them
 */
record KeptAnswer(
        String owner,
        String id,
        String provider,
        String status,
        String answer,
        String input,
        List<String> items,
        Instant createdAt,
        Instant expiresAt) {

    private static final String FAILED = "failed";

    /** Under what it is found. */
    record Key(String owner, String id) {}

    Key key() {
        return new Key(owner, id);
    }

    /** Its characters. */
    long size() {
        return (long) answer.length() + input.length();
    }

    /** Whether somebody works on it yet. */
    boolean underWay() {
        return isUnderWay(status);
    }

    /** Whether that is the status of one that somebody works on yet. */
    static boolean isUnderWay(String status) {
        return status.equals("queued") || status.equals("in_progress");
    }

    /** The same in another state. */
    KeptAnswer is(String other) {
        return with(other, tree().put("status", other));
    }

    /** The same as one that has failed. */
    KeptAnswer failed(String code, String message) {
        ObjectNode tree = tree().put("status", FAILED);
        tree.putObject("error").put("code", code).put("message", message);
        return with(FAILED, tree);
    }

    private KeptAnswer with(String other, ObjectNode tree) {
        return new KeptAnswer(owner, id, provider, other, Json.text(tree), input, items, createdAt, expiresAt);
    }

    /** As it was kept: JSON that was written here, or read once before. */
    ObjectNode tree() {
        try {
            return (ObjectNode) Json.parse(answer.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a kept answer is no JSON", e);
        }
    }
}
