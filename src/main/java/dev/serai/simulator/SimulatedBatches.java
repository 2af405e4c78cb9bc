package dev.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Batches of a simulated provider: one is validated when it is made, and completed when it is next asked for. */
final class SimulatedBatches {

    private static final int MOST = 1000;
    /** Models that take their time. */
    private static final Set<String> WAITING = Set.of("no-response", "slow-first-token", "slow", "stall");

    private static final Map<String, String> OPERATIONS =
            Map.of("/v1/chat/completions", "chat", "/v1/completions", "completions", "/v1/embeddings", "embeddings");

    private final Simulator simulator;
    private final SimulatedFiles files;
    private final Clock clock;
    private final Map<String, ObjectNode> batches = new LinkedHashMap<>();

    SimulatedBatches(Simulator simulator, SimulatedFiles files, Clock clock) {
        this.simulator = simulator;
        this.files = files;
        this.clock = clock;
    }

    synchronized ObjectNode create(JsonNode request) {
        String endpoint = request.path("endpoint").asText();
        if (!OPERATIONS.containsKey(endpoint)) {
            throw ApiException.badRequest("invalid_value", "endpoint", "endpoint is one of " + OPERATIONS.keySet());
        }
        String input = request.path("input_file_id").asText();
        if (!files.get(input).facts().path("purpose").asText().equals("batch")) {
            throw ApiException.badRequest("invalid_value", "input_file_id", "The file's purpose is not batch");
        }
        long now = clock.instant().getEpochSecond();
        ObjectNode batch = Json.MAPPER
                .createObjectNode()
                .put("id", Fingerprint.of(request, batches.size()).id("batch_"))
                .put("object", "batch")
                .put("endpoint", endpoint)
                .put("input_file_id", input)
                .put("completion_window", request.path("completion_window").asText("24h"))
                .put("status", "validating")
                .put("created_at", now)
                .put("expires_at", now + 24 * 3600);
        batch.set("metadata", request.get("metadata"));
        batch.putObject("request_counts").put("total", 0).put("completed", 0).put("failed", 0);
        if (batches.size() == MOST) {
            batches.remove(batches.keySet().iterator().next());
        }
        batches.put(batch.path("id").asText(), batch);
        return batch.deepCopy();
    }

    /** A batch, which is completed by then. */
    synchronized ObjectNode get(String id) throws IOException {
        ObjectNode batch = known(id);
        if (batch.path("status").asText().equals("validating")) {
            run(batch);
        }
        return batch.deepCopy();
    }

    synchronized ObjectNode cancel(String id) {
        ObjectNode batch = known(id);
        if (batch.path("status").asText().equals("validating")) {
            batch.put("status", "cancelled").put("cancelled_at", clock.instant().getEpochSecond());
        }
        return batch.deepCopy();
    }

    synchronized List<ObjectNode> list() {
        List<ObjectNode> list = new ArrayList<>();
        batches.values().forEach(batch -> list.add(0, batch.deepCopy()));
        return list;
    }

    private ObjectNode known(String id) {
        ObjectNode batch = batches.get(id);
        if (batch == null) {
            throw new ApiException(404, "invalid_request_error", null, "id", "No batch found with id '" + id + "'.");
        }
        return batch;
    }

    private void run(ObjectNode batch) throws IOException {
        String input =
                new String(files.get(batch.path("input_file_id").asText()).bytes(), StandardCharsets.UTF_8);
        ByteArrayOutputStream answered = new ByteArrayOutputStream();
        ByteArrayOutputStream failed = new ByteArrayOutputStream();
        int total = 0;
        int completed = 0;
        for (String line : input.split("\n", -1)) {
            if (!line.isBlank()) {
                JsonNode answer = answer(batch, line, total++);
                boolean ok = answer.at("/response/status_code").asInt() == 200;
                completed += ok ? 1 : 0;
                ByteArrayOutputStream out = ok ? answered : failed;
                out.writeBytes(Json.bytes(answer));
                out.write('\n');
            }
        }
        String id = batch.path("id").asText();
        batch.put("status", "completed").put("completed_at", clock.instant().getEpochSecond());
        keep(batch, "output_file_id", id + "_output.jsonl", answered);
        keep(batch, "error_file_id", id + "_error.jsonl", failed);
        batch.putObject("request_counts")
                .put("total", total)
                .put("completed", completed)
                .put("failed", total - completed);
    }

    private void keep(ObjectNode batch, String member, String name, ByteArrayOutputStream bytes) {
        if (bytes.size() > 0) {
            batch.set(
                    member, files.add(name, "batch_output", bytes.toByteArray()).get("id"));
        }
    }

    private JsonNode answer(ObjectNode batch, String line, int number) throws IOException {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        ObjectNode response = Json.MAPPER.createObjectNode();
        try {
            JsonNode request = Json.parse(line.getBytes(StandardCharsets.UTF_8));
            String operation = OPERATIONS.get(batch.path("endpoint").asText());
            answer.put("id", Fingerprint.of(batch.path("id"), number).id("batch_req_"));
            answer.set("custom_id", request.get("custom_id"));
            if (WAITING.contains(request.at("/body/model").asText())) {
                throw new IOException("it would keep all others waiting");
            }
            Reply reply = simulator.reply(
                    operation, ((ObjectNode) request.path("body").deepCopy()).without("stream"));
            response.put("status_code", reply.status());
            response.put("request_id", reply.headers().get("x-request-id"));
            response.set("body", Json.parse(reply.body().readAllBytes()));
        } catch (JsonProcessingException | ClassCastException e) { // no object, or no whole answer
            response.put("status_code", 400);
            response.set(
                    "body",
                    ApiException.badRequest("invalid_json_line", null, "This line is not parseable as a request")
                            .body());
        } catch (IOException e) {
            response.put("status_code", 500);
        }
        answer.set("response", response);
        answer.putNull("error");
        return answer;
    }
}
