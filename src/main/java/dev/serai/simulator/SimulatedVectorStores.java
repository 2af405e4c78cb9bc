package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Vector stores of a simulated provider. They have no vectors: what is searched for is found by its words.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/vector-stores">OpenAI's vector stores</a>
 */
record SimulatedVectorStores(SimulatedObjects objects, SimulatedFiles files) {

    private static final String STORES = "/vector_stores";
    private static final String FILES = STORES + "/{}/files";
    private static final String BATCHES = STORES + "/{}/file_batches";
    private static final String FILE_IDS = "file_ids";
    private static final String STATUS = "status";
    private static final int MOST_FILES = 500;

    void serve(SimulatedRoutes routes) {
        SimulatedSearch search = new SimulatedSearch(objects);
        routes.on("POST " + STORES, this::create)
                .on("POST " + STORES + "/{}/search", search::answer)
                .keep(STORES, SimulatedKind.VECTOR_STORE)
                .change("POST " + STORES + "/{}", SimulatedKind.VECTOR_STORE, "name", "metadata", "expires_after")
                .on("POST " + FILES, request -> {
                    ObjectNode file = add(request.id(), request.required("file_id"), request.json());
                    recount(request.id());
                    return file;
                })
                .on("GET " + FILES + "/{}/content", search::content)
                .on("DELETE " + FILES + "/{}", this::remove)
                .look(FILES, SimulatedKind.SEARCHED_FILE)
                .change("POST " + FILES + "/{}", SimulatedKind.SEARCHED_FILE, "attributes")
                .on("POST " + BATCHES, this::batch)
                .on("POST " + BATCHES + "/{}/cancel", this::batchOf)
                .on("GET " + BATCHES + "/{}", this::batchOf)
                .on("GET " + BATCHES + "/{}/files", this::ofBatch);
    }

    private ObjectNode create(SimulatedRequest request) {
        ObjectNode said = request.json();
        requireFiles(said.path(FILE_IDS));
        long now = objects.now();
        ObjectNode store = objects.draft(SimulatedKind.VECTOR_STORE)
                .put("name", said.path("name").asText(""))
                .put(STATUS, "completed")
                .put("last_active_at", now)
                .put("usage_bytes", 0);
        store.set("metadata", said.has("metadata") ? said.get("metadata") : Json.MAPPER.createObjectNode());
        if (said.has("expires_after")) {
            store.set("expires_after", said.get("expires_after"));
            store.put("expires_at", now + said.at("/expires_after/days").asLong() * 86_400);
        }
        counted(store, List.of());
        objects.add(SimulatedKind.VECTOR_STORE, "", store);
        String id = store.path("id").asText();
        said.path(FILE_IDS).forEach(file -> add(id, file.asText(), said));
        return recount(id);
    }

    private void requireFiles(JsonNode ids) {
        if (ids.size() > MOST_FILES) {
            throw ApiException.badRequest(
                    "invalid_value", FILE_IDS, "'file_ids' must have at most " + MOST_FILES + " files");
        }
        ids.forEach(id -> files.facts(id.asText()));
    }

    private ObjectNode add(String store, String id, ObjectNode said) {
        objects.get(SimulatedKind.VECTOR_STORE, "", store);
        ObjectNode file = Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("object", SimulatedKind.SEARCHED_FILE.object())
                .put("created_at", objects.now())
                .put("vector_store_id", store)
                .put("usage_bytes", files.facts(id).path("bytes").asLong())
                .put(STATUS, "completed")
                .putNull("last_error");
        file.set("attributes", said.path("attributes").isObject() ? said.get("attributes") : null);
        file.putObject("chunking_strategy")
                .put("type", "static")
                .putObject("static")
                .put("max_chunk_size_tokens", 800)
                .put("chunk_overlap_tokens", 0);
        return objects.add(SimulatedKind.SEARCHED_FILE, store, file);
    }

    /** The file itself stays. */
    private ObjectNode remove(SimulatedRequest request) {
        objects.delete(SimulatedKind.SEARCHED_FILE, request.id(), request.secondId());
        recount(request.id());
        return SimulatedList.deleted(SimulatedKind.SEARCHED_FILE, request.secondId());
    }

    private ObjectNode recount(String id) {
        ObjectNode store = objects.get(SimulatedKind.VECTOR_STORE, "", id);
        counted(store, objects.list(SimulatedKind.SEARCHED_FILE, id));
        return objects.put(SimulatedKind.VECTOR_STORE, "", store);
    }

    private static void counted(ObjectNode what, List<ObjectNode> its) {
        what.put(
                "usage_bytes",
                its.stream().mapToLong(it -> it.path("usage_bytes").asLong()).sum());
        count(what, its.size());
    }

    private static void count(ObjectNode what, int files) {
        what.putObject("file_counts")
                .put("in_progress", 0)
                .put("completed", files)
                .put("failed", 0)
                .put("cancelled", 0)
                .put("total", files);
    }

    private ObjectNode batch(SimulatedRequest request) {
        ObjectNode said = request.json();
        JsonNode ids = said.path(FILE_IDS);
        if (!ids.isArray() || ids.isEmpty()) {
            throw ApiException.badRequest("missing_required_parameter", FILE_IDS, "'file_ids' must name some files");
        }
        requireFiles(ids);
        ids.forEach(id -> add(request.id(), id.asText(), said));
        recount(request.id());
        ObjectNode batch = objects.draft(SimulatedKind.SEARCHED_BATCH)
                .put("vector_store_id", request.id())
                .put(STATUS, "completed");
        count(batch, ids.size());
        List<String> named = new ArrayList<>();
        ids.forEach(id -> named.add(id.asText()));
        byte[] content = String.join("\n", named).getBytes(StandardCharsets.UTF_8);
        return objects.add(SimulatedKind.SEARCHED_BATCH, request.id(), batch, content);
    }

    /** It is completed as soon as it is there: nothing is left to be cancelled. */
    private ObjectNode batchOf(SimulatedRequest request) {
        return objects.get(SimulatedKind.SEARCHED_BATCH, request.id(), request.secondId());
    }

    private ObjectNode ofBatch(SimulatedRequest request) {
        byte[] ids = objects.content(SimulatedKind.SEARCHED_BATCH, request.id(), request.secondId());
        List<String> its = List.of(new String(ids, StandardCharsets.UTF_8).split("\n", -1));
        List<ObjectNode> all = objects.list(SimulatedKind.SEARCHED_FILE, request.id()).stream()
                .filter(file -> its.contains(file.path("id").asText()))
                .toList();
        return SimulatedList.of(SimulatedKind.SEARCHED_FILE, request, all);
    }
}
