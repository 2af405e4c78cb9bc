package dev.serai.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that a simulated provider keeps, in memory: the latest of them, as many as there is room for. */
final class SimulatedFiles {

    /** What its body may have. */
    static final int LARGEST = 4 << 20;

    private static final int ROOM = 8 * LARGEST;

    /** A file and what is said of it. */
    record Stored(ObjectNode facts, byte[] bytes) {}

    private final Clock clock;
    private final Map<String, Stored> files = new LinkedHashMap<>();
    private long room = ROOM;

    SimulatedFiles(Clock clock) {
        this.clock = clock;
    }

    /** Keeps a file; the same file twice has two ids. */
    synchronized ObjectNode add(String name, String purpose, byte[] bytes) {
        int copy = 0;
        String id;
        do {
            id = Fingerprint.of(name, purpose, new String(bytes, StandardCharsets.ISO_8859_1), copy++)
                    .id("file-");
        } while (files.containsKey(id));
        ObjectNode facts = Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("object", "file")
                .put("bytes", bytes.length)
                .put("created_at", clock.instant().getEpochSecond())
                .put("filename", name)
                .put("purpose", purpose)
                .put("status", "processed");
        files.put(id, new Stored(facts, bytes));
        room -= bytes.length;
        while (room < 0) {
            remove(files.keySet().iterator().next());
        }
        return facts;
    }

    /**
     * A file.
     *
     * @throws ApiException 404 if there is none
     */
    synchronized Stored get(String id) {
        Stored stored = files.get(id);
        if (stored == null) {
            throw new ApiException(404, "invalid_request_error", null, "id", "No such File object: " + id);
        }
        return stored;
    }

    synchronized ObjectNode delete(String id) {
        get(id);
        remove(id);
        return Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("object", "file")
                .put("deleted", true);
    }

    private void remove(String id) {
        room += files.remove(id).bytes.length;
    }

    /** What is said of each, the latest first. */
    synchronized List<ObjectNode> list() {
        List<ObjectNode> list = new ArrayList<>();
        files.values().forEach(stored -> list.add(0, stored.facts));
        return list;
    }
}
