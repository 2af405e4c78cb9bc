package dev.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Batches of Messages of a simulated provider: one is in progress when it is made, and has ended when it is next asked for.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/creating-message-batches">Anthropic's batches</a>
 */
record SimulatedMessageBatches(Simulator simulator, SimulatedObjects objects) {

    private static final String BATCHES = "/messages/batches";
    private static final String STATUS = "processing_status";
    private static final String CANCELING = "canceling";
    private static final String ENDED = "ended";
    private static final long A_DAY = 86_400;

    void serve(SimulatedRoutes routes) {
        routes.on("POST " + BATCHES, this::create)
                .on("GET " + BATCHES + "/{}", request -> further(request.id()))
                .on("POST " + BATCHES + "/{}/cancel", this::cancel)
                .give("GET " + BATCHES + "/{}/results", this::results)
                .on("DELETE " + BATCHES + "/{}", this::delete)
                .list(BATCHES, SimulatedKind.MESSAGE_BATCH);
    }

    private static void requireRequests(JsonNode requests) {
        Set<String> ids = new HashSet<>();
        if (!requests.isArray() || requests.isEmpty() || requests.size() > BatchWork.MOST) {
            throw ApiException.badRequest(
                    "invalid_value", "requests", "'requests' must have between 1 and " + BatchWork.MOST + " requests");
        }
        requests.forEach(each -> {
            if (!each.path("custom_id").isTextual()
                    || !ids.add(each.path("custom_id").asText())) {
                throw ApiException.badRequest(
                        "invalid_value", "requests", "Each request must have a 'custom_id' of its own");
            }
            if (!each.path("params").isObject()) {
                throw ApiException.badRequest("invalid_value", "requests", "Each request must have 'params'");
            }
        });
    }

    private String time(long afterNow) {
        return Instant.ofEpochSecond(objects.now() + afterNow).toString();
    }

    private ObjectNode create(SimulatedRequest request) {
        JsonNode requests = request.json().path("requests");
        requireRequests(requests);
        ObjectNode batch = Json.MAPPER
                .createObjectNode()
                .put("id", objects.id(SimulatedKind.MESSAGE_BATCH))
                .put("type", SimulatedKind.MESSAGE_BATCH.object())
                .put(STATUS, "in_progress")
                .put("created_at", time(0))
                .put("expires_at", time(A_DAY))
                .putNull("ended_at")
                .putNull("cancel_initiated_at")
                .putNull("archived_at")
                .putNull("results_url");
        count(batch, requests.size(), 0, 0, 0);
        return objects.add(SimulatedKind.MESSAGE_BATCH, "", batch, Json.bytes(requests));
    }

    private static void count(ObjectNode batch, int processing, int succeeded, int errored, int canceled) {
        batch.putObject("request_counts")
                .put("processing", processing)
                .put("succeeded", succeeded)
                .put("errored", errored)
                .put("canceled", canceled)
                .put("expired", 0);
    }

    private ObjectNode batch(String id) {
        return objects.get(SimulatedKind.MESSAGE_BATCH, "", id);
    }

    /** A batch, which has ended by then. */
    private ObjectNode further(String id) {
        ObjectNode batch = batch(id);
        if (batch.path(STATUS).asText().equals(ENDED)) {
            return batch;
        }
        JsonNode requests = requests(id);
        boolean canceled = batch.path(STATUS).asText().equals(CANCELING);
        BatchWork work = new BatchWork(simulator, "chat");
        StringBuilder lines = new StringBuilder();
        int succeeded = 0;
        for (JsonNode request : requests) {
            ObjectNode result = canceled ? MessageWords.canceled() : result(work, request.path("params"));
            succeeded += result.path("type").asText().equals("succeeded") ? 1 : 0;
            ObjectNode line = Json.MAPPER.createObjectNode();
            line.set("custom_id", request.get("custom_id"));
            lines.append(line.set("result", result).toString()).append('\n');
        }
        batch.put(STATUS, ENDED).put("ended_at", time(0)).put("results_url", "/v1" + BATCHES + "/" + id + "/results");
        int all = requests.size();
        count(batch, 0, succeeded, canceled ? 0 : all - succeeded, canceled ? all : 0);
        byte[] results = lines.toString().getBytes(StandardCharsets.UTF_8);
        return objects.add(SimulatedKind.MESSAGE_BATCH, "", batch, results);
    }

    private JsonNode requests(String id) {
        try {
            return Json.parse(objects.content(SimulatedKind.MESSAGE_BATCH, "", id));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written as JSON is none", e);
        }
    }

    private static ObjectNode result(BatchWork work, JsonNode params) {
        BatchWork.Done done = work.answer(MessageWords.chat(params));
        return done.status() == 200 && done.body().has("choices")
                ? MessageWords.succeeded(done.body())
                : MessageWords.errored(done.status(), done.body());
    }

    private ObjectNode cancel(SimulatedRequest request) {
        ObjectNode batch = batch(request.id());
        if (batch.path(STATUS).asText().equals("in_progress")) {
            batch.put(STATUS, CANCELING).put("cancel_initiated_at", time(0));
        }
        return objects.put(SimulatedKind.MESSAGE_BATCH, "", batch);
    }

    private WholeReply results(SimulatedRequest request) {
        requireEnded(request.id());
        return WholeReply.content(
                "application/x-jsonl", objects.content(SimulatedKind.MESSAGE_BATCH, "", request.id()));
    }

    private ObjectNode delete(SimulatedRequest request) {
        requireEnded(request.id());
        objects.delete(SimulatedKind.MESSAGE_BATCH, "", request.id());
        return SimulatedList.deleted(SimulatedKind.MESSAGE_BATCH, request.id());
    }

    private void requireEnded(String id) {
        if (!batch(id).path(STATUS).asText().equals(ENDED)) {
            throw ApiException.badRequest("invalid_value", "message_batch_id", "The batch has not ended yet: " + id);
        }
    }
}
