package dev.serai.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.Passed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpEntity;

/** {@code /files}, {@code /batches} and, once they are made, {@code /videos} of a simulated provider. */
final class SimulatedStore {

    private static final Pattern PATH = Pattern.compile(
            "/(files|batches|videos(?:/(?:edits|extensions|characters))?)(?:/([^/?]+))?(?:/([a-z]+))?(?:\\?(.*))?");
    private static final Pattern VARIANT = Pattern.compile("(?:^|&)variant=([a-z]+)");
    private final SimulatedFiles files;
    private final SimulatedBatches batches;
    private final SimulatedVideos videos;
    private final SimulatedCharacters characters;

    SimulatedStore(Simulator simulator, Clock clock) {
        this.files = new SimulatedFiles(clock);
        this.videos = simulator.videos();
        this.characters = new SimulatedCharacters(clock);
        this.batches = new SimulatedBatches(simulator, files, clock);
    }

    /** Answers a request that passes, as HTTP. */
    Reply reply(Passed request, HttpEntity entity) throws IOException {
        try {
            return answer(request, entity);
        } catch (ApiException e) {
            return json(e.status(), e.body());
        }
    }

    private Reply answer(Passed request, HttpEntity entity) throws IOException {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            throw unknown();
        }
        String id = path.group(2);
        String verb = path.group(3) == null ? "" : " " + path.group(3);
        String asked = request.method() + " " + path.group(1) + (id == null ? "" : "/id") + verb;
        return switch (asked) {
            case "POST files" -> json(200, upload(request, bytes(entity)));
            case "GET files" -> json(200, list(files.list()));
            case "GET files/id" -> json(200, files.get(id).facts());
            case "DELETE files/id" -> json(200, files.delete(id));
            case "GET files/id content" ->
                content("application/octet-stream", files.get(id).bytes());
            case "POST batches" -> json(200, batches.create(SimulatedForm.parsed(bytes(entity))));
            case "GET batches" -> json(200, list(batches.list()));
            case "GET batches/id" -> json(200, batches.get(id));
            case "POST batches/id cancel" -> json(200, batches.cancel(id));
            case "GET videos" -> json(200, list(videos.list()));
            case "GET videos/id" -> json(200, videos.get(id));
            case "DELETE videos/id" -> json(200, videos.delete(id));
            case "GET videos/id content" -> video(id, path.group(4));
            case "POST videos/id remix" ->
                json(200, videos.remix(id, SimulatedForm.said(request, bytes(entity), "prompt")));
            case "POST videos/edits" -> json(200, edited(request, bytes(entity)));
            case "POST videos/extensions" -> json(200, extended(request, bytes(entity)));
            case "POST videos/characters" -> json(200, character(request, bytes(entity)));
            case "GET videos/characters/id" -> json(200, characters.get(id));
            default -> throw unknown();
        };
    }

    private static ApiException unknown() {
        return new ApiException(
                404, "invalid_request_error", "unknown_url", null, "The simulator has files, batches and videos alone");
    }

    private static Reply json(int status, ObjectNode body) {
        return Reply.of(
                status, Reply.JSON, List.of(BodyPart.of(Json.bytes(body))).iterator());
    }

    private static Reply content(String type, byte[] bytes) {
        return Reply.of(200, type, List.of(BodyPart.of(bytes)).iterator());
    }

    private Reply video(String id, String query) {
        Matcher asked = VARIANT.matcher(query == null ? "" : query);
        String variant = asked.find() ? asked.group(1) : "video";
        return content(SimulatedVideos.type(variant), videos.content(id, variant));
    }

    private ObjectNode edited(Passed request, byte[] bytes) {
        return videos.edit(
                SimulatedForm.said(request, bytes, "video", "id"), SimulatedForm.said(request, bytes, "prompt"));
    }

    private ObjectNode extended(Passed request, byte[] bytes) {
        return videos.extend(
                SimulatedForm.said(request, bytes, "video", "id"),
                SimulatedForm.said(request, bytes, "prompt"),
                SimulatedForm.said(request, bytes, "seconds"));
    }

    private ObjectNode character(Passed request, byte[] bytes) {
        String name = SimulatedForm.said(request, bytes, "name");
        if (name.isEmpty() || SimulatedForm.said(request, bytes, "video").isEmpty()) {
            throw ApiException.badRequest(
                    "missing_required_parameter", name.isEmpty() ? "name" : "video", "'name' and 'video' are required");
        }
        return characters.add(name);
    }

    private static ObjectNode list(List<ObjectNode> all) {
        ObjectNode list = Json.MAPPER.createObjectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        all.forEach(data::add);
        list.set("first_id", all.isEmpty() ? null : all.get(0).get("id"));
        list.set("last_id", all.isEmpty() ? null : all.get(all.size() - 1).get("id"));
        return list.put("has_more", false);
    }

    private static byte[] bytes(HttpEntity entity) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        entity.writeTo(new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) {
                if (bytes.size() + length > SimulatedFiles.LARGEST) {
                    throw new ApiException(
                            413,
                            "invalid_request_error",
                            "request_too_large",
                            null,
                            "The simulator keeps no more than " + SimulatedFiles.LARGEST + " bytes");
                }
                bytes.write(from, offset, length);
            }
        });
        return bytes.toByteArray();
    }

    private ObjectNode upload(Passed request, byte[] bytes) {
        Map<String, SimulatedForm.Part> form = SimulatedForm.of(String.valueOf(request.header("content-type")), bytes);
        SimulatedForm.Part file = form.get("file");
        SimulatedForm.Part purpose = form.get("purpose");
        if (file == null || file.filename() == null) {
            throw ApiException.badRequest("missing_required_parameter", "file", "'file' is a required property");
        }
        if (purpose == null) {
            throw ApiException.badRequest("missing_required_parameter", "purpose", "'purpose' is a required property");
        }
        return files.add(file.filename(), purpose.text(), file.bytes());
    }
}
