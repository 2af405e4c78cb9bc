package dev.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Batches of a simulated provider: one is validated when it is made, and completed when it is next asked for.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/batch">OpenAI's batches</a>
 */
record SimulatedBatches(Simulator simulator, SimulatedObjects objects, SimulatedFiles files) {

    private static final String STATUS = "status";
    private static final String VALIDATING = "validating";
    private static final String INPUT = "input_file_id";

    private static final Map<String, String> OPERATIONS =
            Map.of("/v1/chat/completions", "chat", "/v1/completions", "completions", "/v1/embeddings", "embeddings");

    void serve(SimulatedRoutes routes) {
        routes.on("POST /batches", this::create)
                .on("GET /batches/{}", this::completed)
                .on("POST /batches/{}/cancel", this::cancel)
                .list("/batches", SimulatedKind.BATCH);
    }

    private ObjectNode create(SimulatedRequest asked) {
        JsonNode request = asked.json();
        String endpoint = request.path("endpoint").asText();
        if (!OPERATIONS.containsKey(endpoint)) {
            throw ApiException.badRequest("invalid_value", "endpoint", "endpoint is one of " + OPERATIONS.keySet());
        }
        String input = request.path(INPUT).asText();
        files.requirePurpose(input, "batch", INPUT);
        ObjectNode batch = objects.draft(SimulatedKind.BATCH)
                .put("endpoint", endpoint)
                .put(INPUT, input)
                .put("completion_window", request.path("completion_window").asText("24h"))
                .put(STATUS, VALIDATING)
                .put("expires_at", objects.now() + 24 * 3600);
        batch.set("metadata", request.get("metadata"));
        count(batch, 0, 0);
        return objects.add(SimulatedKind.BATCH, "", batch);
    }

    private static void count(ObjectNode batch, int total, int completed) {
        batch.putObject("request_counts")
                .put("total", total)
                .put("completed", completed)
                .put("failed", total - completed);
    }

    private ObjectNode batch(SimulatedRequest request) {
        return objects.get(SimulatedKind.BATCH, "", request.id());
    }

    /** A batch, which is completed by then. */
    private ObjectNode completed(SimulatedRequest request) {
        ObjectNode batch = batch(request);
        if (batch.path(STATUS).asText().equals(VALIDATING)) {
            run(batch);
            objects.put(SimulatedKind.BATCH, "", batch);
        }
        return batch;
    }

    private ObjectNode cancel(SimulatedRequest request) {
        ObjectNode batch = batch(request);
        if (batch.path(STATUS).asText().equals(VALIDATING)) {
            batch.put(STATUS, "cancelled").put("cancelled_at", objects.now());
        }
        return objects.put(SimulatedKind.BATCH, "", batch);
    }

    private void run(ObjectNode batch) {
        byte[] input = files.bytes(batch.path(INPUT).asText());
        List<String> lines = new String(input, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        if (lines.size() > BatchWork.MOST) {
            batch.put(STATUS, "failed").put("failed_at", objects.now());
            ObjectNode error = batch.putObject("errors")
                    .put("object", "list")
                    .putArray("data")
                    .addObject();
            error.put("code", "too_many_tasks")
                    .put("message", "The simulator works on " + BatchWork.MOST + " requests");
            return;
        }
        BatchWork work =
                new BatchWork(simulator, OPERATIONS.get(batch.path("endpoint").asText()));
        SimulatedBytes answered = new SimulatedBytes();
        SimulatedBytes failed = new SimulatedBytes();
        int completed = 0;
        for (int i = 0; i < lines.size(); i++) {
            ObjectNode answer = line(work, batch, lines.get(i), i);
            boolean ok = answer.at("/response/status_code").asInt() == 200;
            completed += ok ? 1 : 0;
            byte[] bytes = (answer + "\n").getBytes(StandardCharsets.UTF_8);
            (ok ? answered : failed).add(bytes);
        }
        String id = batch.path("id").asText();
        batch.put(STATUS, "completed").put("completed_at", objects.now());
        keep(batch, "output_file_id", id + "_output.jsonl", answered);
        keep(batch, "error_file_id", id + "_error.jsonl", failed);
        count(batch, lines.size(), completed);
    }

    private void keep(ObjectNode batch, String member, String name, SimulatedBytes bytes) {
        if (bytes.size() > 0) {
            batch.set(member, files.add(name, "batch_output", bytes.bytes()).get("id"));
        }
    }

    private static ObjectNode line(BatchWork work, ObjectNode batch, String line, int number) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.put("id", Fingerprint.of(batch.path("id"), number).id("batch_req_"));
        JsonNode request = Json.MAPPER.missingNode();
        try {
            request = Json.parse(line.getBytes(StandardCharsets.UTF_8));
            answer.set("custom_id", request.get("custom_id"));
        } catch (JsonProcessingException e) {
            answer.putNull("custom_id");
        }
        BatchWork.Done done = work.answer(request.path("body"));
        ObjectNode response = Json.MAPPER.createObjectNode().put("status_code", done.status());
        response.put("request_id", done.requestId());
        response.set("body", done.body());
        answer.set("response", response);
        return answer.putNull("error");
    }
}
