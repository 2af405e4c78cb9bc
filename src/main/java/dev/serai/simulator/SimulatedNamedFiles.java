package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.Sha256;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * Files of a simulated provider that have names, sent in parts.
 *
 * @see <a href="https://ai.google.dev/api/files">Gemini's files</a>
 */
record SimulatedNamedFiles(SimulatedObjects objects) {

    private static final String FILES = "/v1beta/files";
    private static final String UPLOAD = "/upload/v1beta/files";
    private static final String STATUS = "X-Goog-Upload-Status";
    private static final String ID = "upload_id";
    private static final String FILE = "file";
    private static final long TWO_DAYS = 2 * 86_400;

    /** What a client may call a file. */
    private static final String NAME = "files/[a-z0-9][a-z0-9-]{0,39}";

    void serve(SimulatedRoutes routes) {
        routes.on("POST " + FILES, request -> wrapped(add(request.json().path(FILE), new byte[0])))
                .give("POST " + UPLOAD, this::sent)
                .keep(FILES, SimulatedKind.NAMED_FILE);
    }

    private WholeReply sent(SimulatedRequest request) {
        String command = request.header("x-goog-upload-command");
        if (request.parameter(ID).isEmpty()) {
            return command.isEmpty()
                    ? WholeReply.json(wrapped(add(request.json().path(FILE), new byte[0])))
                    : begun(request, command);
        }
        ObjectNode sending = objects.get(SimulatedKind.SENDING, "", "uploads/" + request.parameter(ID));
        byte[] before =
                objects.content(SimulatedKind.SENDING, "", sending.path("name").asText());
        return switch (command.replace(" ", "")) {
            case "query" -> active(before.length);
            case "upload" -> active(more(sending, before, request));
            case "finalize", "upload,finalize" -> finished(sending, before, request);
            case "cancel" -> {
                objects.delete(SimulatedKind.SENDING, "", sending.path("name").asText());
                yield new WholeReply(Reply.JSON, Map.of(STATUS, "cancelled"), new byte[0]);
            }
            default -> throw notUnderstood();
        };
    }

    private static ApiException notUnderstood() {
        return ApiException.badRequest(
                "invalid_value",
                "X-Goog-Upload-Command",
                "Say X-Goog-Upload-Protocol: resumable, and as X-Goog-Upload-Command start, upload, query, finalize,"
                        + " 'upload, finalize' or cancel");
    }

    /** The address is told by its path: the gateway says where that is. */
    private WholeReply begun(SimulatedRequest request, String command) {
        if (!command.equals("start")
                || !request.header("x-goog-upload-protocol").equals("resumable")) {
            throw notUnderstood();
        }
        JsonNode said = request.json().path(FILE);
        ObjectNode sending = said.isObject() ? (ObjectNode) said : Json.MAPPER.createObjectNode();
        String type = request.header("x-goog-upload-header-content-type");
        if (!type.isEmpty()) {
            sending.put("mimeType", type);
        }
        sending.set("wanted", sending.get("name"));
        String name = objects.id(SimulatedKind.SENDING);
        objects.add(SimulatedKind.SENDING, "", sending.put("name", name));
        String address = UPLOAD + "?" + ID + "="
                + name.substring(SimulatedKind.SENDING.prefix().length()) + "&upload_protocol=resumable";
        return new WholeReply(Reply.JSON, Map.of(STATUS, "active", "X-Goog-Upload-URL", address), new byte[0]);
    }

    private static WholeReply active(int received) {
        return new WholeReply(
                Reply.JSON,
                Map.of(STATUS, "active", "X-Goog-Upload-Size-Received", Integer.toString(received)),
                new byte[0]);
    }

    private static byte[] joined(byte[] before, SimulatedRequest request) {
        String offset = request.header("x-goog-upload-offset");
        if (!offset.isEmpty() && !offset.equals(Integer.toString(before.length))) {
            throw ApiException.badRequest(
                    "invalid_value", "X-Goog-Upload-Offset", "The upload has " + before.length + " bytes so far");
        }
        SimulatedBytes all = new SimulatedBytes();
        all.add(before);
        all.add(request.body());
        return all.bytes();
    }

    private int more(ObjectNode sending, byte[] before, SimulatedRequest request) {
        byte[] all = joined(before, request);
        objects.add(SimulatedKind.SENDING, "", sending, all);
        return all.length;
    }

    private WholeReply finished(ObjectNode sending, byte[] before, SimulatedRequest request) {
        byte[] all = joined(before, request);
        objects.delete(SimulatedKind.SENDING, "", sending.path("name").asText());
        sending.set("name", sending.get("wanted"));
        return new WholeReply(Reply.JSON, Map.of(STATUS, "final"), Json.bytes(wrapped(add(sending, all))));
    }

    private static ObjectNode wrapped(ObjectNode file) {
        return Json.MAPPER.createObjectNode().set(FILE, file);
    }

    private ObjectNode add(JsonNode said, byte[] bytes) {
        String name = said.path("name").asText("");
        String own = name.matches(NAME) ? name : objects.id(SimulatedKind.NAMED_FILE);
        if (objects.has(SimulatedKind.NAMED_FILE, "", own)) {
            throw new ApiException(409, "invalid_request_error", "already_exists", "name", "There is a file " + own);
        }
        Instant now = Instant.ofEpochSecond(objects.now());
        String title = said.path("displayName").asText(said.path("display_name").asText(""));
        ObjectNode file = Json.MAPPER
                .createObjectNode()
                .put("name", own)
                .put("displayName", title)
                .put(
                        "mimeType",
                        said.path("mimeType").asText(said.path("mime_type").asText("application/octet-stream")))
                .put("sizeBytes", Integer.toString(bytes.length))
                .put("createTime", now.toString())
                .put("updateTime", now.toString())
                .put("expirationTime", now.plusSeconds(TWO_DAYS).toString())
                .put(
                        "sha256Hash",
                        Base64.getEncoder().encodeToString(Sha256.begin().digest(bytes)))
                .put("uri", "https://simulator.invalid/v1beta/" + own)
                .put("state", "ACTIVE")
                .put("source", "UPLOADED");
        return objects.add(SimulatedKind.NAMED_FILE, "", file, bytes);
    }
}
