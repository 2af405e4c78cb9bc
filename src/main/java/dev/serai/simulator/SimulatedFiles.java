package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;

/**
 * Files of a simulated provider, and uploads of which files are made.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/uploads">OpenAI's uploads</a>
 */
record SimulatedFiles(SimulatedObjects objects) {

    private static final String BYTES = "bytes";
    private static final String STATUS = "status";
    private static final String PENDING = "pending";
    private static final int KEPT = 3600;

    void serve(SimulatedRoutes routes) {
        routes.on("POST /files", this::sent)
                .give(
                        "GET /files/{}/content",
                        request -> WholeReply.content("application/octet-stream", bytes(request.id())))
                .keep("/files", SimulatedKind.FILE)
                .on("POST /uploads", this::begin)
                .on("POST /uploads/{}/parts", this::part)
                .on("POST /uploads/{}/complete", this::complete)
                .on("POST /uploads/{}/cancel", request -> {
                    ObjectNode upload = pending(request.id());
                    return objects.put(SimulatedKind.UPLOAD, "", upload.put(STATUS, "cancelled"));
                })
                .on("GET /uploads/{}", request -> objects.get(SimulatedKind.UPLOAD, "", request.id()));
    }

    private ObjectNode sent(SimulatedRequest request) {
        SimulatedForm.Part file = request.file("file");
        String purpose = request.said("purpose");
        if (purpose.isEmpty()) {
            throw ApiException.badRequest("missing_required_parameter", "purpose", "'purpose' is a required property");
        }
        return add(file.filename(), purpose, file.bytes());
    }

    /** Keeps a file; the same file twice has two ids. */
    ObjectNode add(String name, String purpose, byte[] bytes) {
        ObjectNode facts = objects.draft(SimulatedKind.FILE)
                .put(BYTES, bytes.length)
                .put("filename", name)
                .put("purpose", purpose)
                .put(STATUS, "processed");
        return objects.add(SimulatedKind.FILE, "", facts, bytes);
    }

    /** What is said of a file; 404 if there is none. */
    ObjectNode facts(String id) {
        return objects.get(SimulatedKind.FILE, "", id);
    }

    byte[] bytes(String id) {
        return objects.content(SimulatedKind.FILE, "", id);
    }

    /** Refuses a file that is there for something else. */
    void requirePurpose(String id, String purpose, String member) {
        if (!facts(id).path("purpose").asText().equals(purpose)) {
            throw ApiException.badRequest("invalid_value", member, "The file's purpose is not " + purpose);
        }
    }

    private ObjectNode begin(SimulatedRequest request) {
        long bytes = request.json().path(BYTES).asLong(-1);
        if (bytes < 0) {
            throw ApiException.badRequest("invalid_value", BYTES, "'bytes' must say how large the file will be");
        }
        SimulatedObjects.requireRoom(bytes);
        ObjectNode upload = objects.draft(SimulatedKind.UPLOAD)
                .put(BYTES, bytes)
                .put("filename", request.required("filename"))
                .put("purpose", request.required("purpose"))
                .put("mime_type", request.required("mime_type"))
                .put(STATUS, PENDING)
                .put("expires_at", objects.now() + KEPT);
        return objects.add(SimulatedKind.UPLOAD, "", upload);
    }

    private ObjectNode pending(String id) {
        ObjectNode upload = objects.get(SimulatedKind.UPLOAD, "", id);
        if (!upload.path(STATUS).asText().equals(PENDING)) {
            throw ApiException.badRequest(
                    "invalid_value",
                    "upload_id",
                    "The upload is " + upload.path(STATUS).asText() + " already");
        }
        return upload;
    }

    private ObjectNode part(SimulatedRequest request) {
        pending(request.id());
        byte[] data = request.file("data").bytes();
        ObjectNode part = objects.draft(SimulatedKind.PART).put("upload_id", request.id());
        return objects.add(SimulatedKind.PART, request.id(), part, data);
    }

    /** The parts in the order in which they are named, which need not be that in which they came. */
    private ObjectNode complete(SimulatedRequest request) {
        ObjectNode upload = pending(request.id());
        SimulatedBytes all = new SimulatedBytes();
        JsonNode parts = request.json().path("part_ids");
        for (JsonNode part : parts) {
            all.add(objects.content(SimulatedKind.PART, request.id(), part.asText()));
        }
        if (all.size() != upload.path(BYTES).asLong()) {
            throw ApiException.badRequest(
                    "invalid_value",
                    "part_ids",
                    "The parts have " + all.size() + " bytes, and the upload was to have "
                            + upload.path(BYTES).asLong());
        }
        objects.list(SimulatedKind.PART, request.id())
                .forEach(part -> objects.delete(
                        SimulatedKind.PART, request.id(), part.path("id").asText()));
        String name = upload.path("filename").asText();
        ObjectNode file = add(name, upload.path("purpose").asText(), all.bytes());
        upload.put(STATUS, "completed").set("file", file);
        return objects.put(SimulatedKind.UPLOAD, "", upload);
    }
}
