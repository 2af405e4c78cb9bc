package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Containers of a simulated provider, in which files lie and nothing runs.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/containers">OpenAI's containers</a>
 */
record SimulatedContainers(SimulatedObjects objects, SimulatedFiles files) {

    private static final int MINUTES = 20;

    void serve(SimulatedRoutes routes) {
        routes.on("POST /containers", this::create)
                .keep("/containers", SimulatedKind.CONTAINER)
                .on("POST /containers/{}/files", this::put)
                .give(
                        "GET /containers/{}/files/{}/content",
                        request -> WholeReply.content(
                                "application/octet-stream",
                                objects.content(SimulatedKind.CONTAINER_FILE, request.id(), request.secondId())))
                .keep("/containers/{}/files", SimulatedKind.CONTAINER_FILE);
    }

    private ObjectNode create(SimulatedRequest request) {
        String name = request.required("name");
        ObjectNode said = request.json();
        said.path("file_ids").forEach(id -> files.facts(id.asText()));
        ObjectNode container = objects.draft(SimulatedKind.CONTAINER)
                .put("name", name)
                .put("status", "running")
                .put("last_active_at", objects.now())
                .put("memory_limit", said.path("memory_limit").asText("1g"));
        JsonNode expires = said.path("expires_after");
        container
                .putObject("expires_after")
                .put("anchor", "last_active_at")
                .put("minutes", expires.path("minutes").asInt(MINUTES));
        objects.add(SimulatedKind.CONTAINER, "", container);
        said.path("file_ids").forEach(id -> copy(container.path("id").asText(), id.asText()));
        return container;
    }

    private ObjectNode put(SimulatedRequest request) {
        objects.get(SimulatedKind.CONTAINER, "", request.id());
        if (!request.isForm()) {
            return copy(request.id(), request.required("file_id"));
        }
        SimulatedForm.Part file = request.file("file");
        return add(request.id(), file.filename(), file.bytes());
    }

    private ObjectNode copy(String container, String file) {
        return add(container, files.facts(file).path("filename").asText(), files.bytes(file));
    }

    private ObjectNode add(String container, String name, byte[] bytes) {
        ObjectNode file = objects.draft(SimulatedKind.CONTAINER_FILE)
                .put("container_id", container)
                .put("bytes", bytes.length)
                .put("path", "/mnt/data/" + name)
                .put("source", "user");
        return objects.add(SimulatedKind.CONTAINER_FILE, container, file, bytes);
    }
}
