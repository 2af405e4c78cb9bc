package dev.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a simulated provider keeps, in memory: objects that are made, got, changed, listed and deleted, some with bytes of
 * their own. The latest stay, as many as there is room for.
 */
final class SimulatedObjects {

    /** What one may have, its bytes included. */
    static final int LARGEST = 8 << 20;

    private static final int MOST = 10_000;
    private static final long ROOM = 4L * LARGEST;
    private static final byte[] NOTHING = {};

    private record Key(SimulatedKind kind, String parent, String id) {}

    /** Of both, bytes alone: a tree would take many times as much. */
    private record Stored(byte[] facts, byte[] content) {
        long size() {
            return (long) facts.length + content.length;
        }
    }

    private final Clock clock;
    /** Ids of what an earlier start has kept are none of these. */
    private final long began;

    private final Map<Key, Stored> all = new LinkedHashMap<>();
    private long made;
    private long room = ROOM;

    SimulatedObjects(Clock clock) {
        this.clock = clock;
        this.began = clock.millis();
    }

    long now() {
        return clock.instant().getEpochSecond();
    }

    /** One that is to be filled, as OpenAI's begin; what is said of it twice is two. */
    ObjectNode draft(SimulatedKind kind) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", id(kind))
                .put("object", kind.object())
                .put("created_at", now());
    }

    /** An id that none has. */
    synchronized String id(SimulatedKind kind) {
        return Fingerprint.of(kind, made++, began).id(kind.prefix());
    }

    /** Keeps one that has no bytes of its own. */
    ObjectNode add(SimulatedKind kind, String parent, ObjectNode facts) {
        return add(kind, parent, facts, NOTHING);
    }

    /**
     * Keeps one; those that were made first make room for it.
     *
     * @param parent the id of what it belongs to; empty for none
     * @throws ApiException 413 if it is too large
     */
    synchronized ObjectNode add(SimulatedKind kind, String parent, ObjectNode facts, byte[] content) {
        Stored stored = new Stored(Json.bytes(facts), content);
        requireRoom(stored.size());
        Key key = new Key(kind, parent, facts.path(kind.member()).asText());
        remove(key);
        all.put(key, stored);
        room -= stored.size();
        makeRoom();
        return facts;
    }

    /** Refuses what is larger than anything that is kept. */
    static void requireRoom(long bytes) {
        if (bytes > LARGEST) {
            throw new ApiException(
                    413,
                    "invalid_request_error",
                    "request_too_large",
                    null,
                    "The simulator keeps nothing of more than " + LARGEST + " bytes");
        }
    }

    /** Changes one that is there, in its place; what has gone meanwhile is not there again. */
    synchronized ObjectNode put(SimulatedKind kind, String parent, ObjectNode facts) {
        Key key = new Key(kind, parent, facts.path(kind.member()).asText());
        Stored before = known(key);
        Stored after = new Stored(Json.bytes(facts), before.content);
        requireRoom(after.size());
        all.put(key, after);
        room += before.size() - after.size();
        makeRoom();
        return facts;
    }

    private void makeRoom() {
        while (room < 0 || all.size() > MOST) {
            remove(all.keySet().iterator().next());
        }
    }

    /**
     * What is said of one; a copy.
     *
     * @throws ApiException 404 if there is none
     */
    synchronized ObjectNode get(SimulatedKind kind, String parent, String id) {
        return facts(known(new Key(kind, parent, id)));
    }

    synchronized boolean has(SimulatedKind kind, String parent, String id) {
        return all.containsKey(new Key(kind, parent, id));
    }

    /** Its bytes. */
    synchronized byte[] content(SimulatedKind kind, String parent, String id) {
        return known(new Key(kind, parent, id)).content;
    }

    /** Takes one away, and all that belongs to it. */
    synchronized void delete(SimulatedKind kind, String parent, String id) {
        Key key = new Key(kind, parent, id);
        known(key);
        remove(key);
        List<Key> its = all.keySet().stream()
                .filter(it -> !id.isEmpty() && it.parent.equals(id))
                .toList();
        its.forEach(this::remove);
    }

    /** What is said of each, the latest first. */
    synchronized List<ObjectNode> list(SimulatedKind kind, String parent) {
        List<ObjectNode> list = new ArrayList<>();
        all.forEach((key, stored) -> {
            if (key.kind == kind && key.parent.equals(parent)) {
                list.add(0, facts(stored));
            }
        });
        return list;
    }

    private void remove(Key key) {
        Stored removed = all.remove(key);
        room += removed == null ? 0 : removed.size();
    }

    private Stored known(Key key) {
        Stored stored = all.get(key);
        if (stored == null) {
            throw new ApiException(
                    404, "invalid_request_error", null, key.kind.member(), key.kind.missing(shown(key.id)));
        }
        return stored;
    }

    private static String shown(String id) {
        return id.length() > 100 ? id.substring(0, 100) + "…" : id;
    }

    private static ObjectNode facts(Stored stored) {
        try {
            return (ObjectNode) Json.parse(stored.facts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was written as JSON is none", e);
        }
    }
}
