package dev.serai.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.http.Reply;
import dev.serai.http.Sent;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What jobs say as they are kept: JSON, with bodies in base64, since they may have bytes that no text has. */
final class JobContent {

    /** Of bytes, while they are read or written: text, its bytes and a tree of them, each a third longer. */
    static final long COPIES = 6;

    private static final String HEADERS = "headers";
    private static final String BODY = "body";
    private static final String QUERY = "query";

    /** A request. */
    record Asked(Sent sent, byte[] body) {}

    /** An answer as it is kept. */
    record Answer(int status, String content) {

        boolean isFailure() {
            return status >= 400;
        }

        static Answer of(Reply reply) {
            return new Answer(reply.status(), JobContent.of(reply));
        }
    }

    private JobContent() {}

    static String of(Asked asked) {
        Sent sent = asked.sent();
        ObjectNode tree = Json.MAPPER.createObjectNode().put("uri", sent.uri()).put("address", sent.address());
        if (sent.query() != null) {
            tree.put(QUERY, sent.query());
        }
        tree.set(HEADERS, Json.MAPPER.valueToTree(sent.headers()));
        return Json.text(tree.put(BODY, asked.body()));
    }

    static Asked asked(String content) {
        JsonNode tree = tree(content);
        Sent sent = new Sent(
                tree.path("uri").asText(),
                tree.path(QUERY).asText(null),
                tree.path("address").asText(),
                headers(tree));
        return new Asked(sent, body(tree));
    }

    static String of(Reply reply) {
        ObjectNode tree = Json.MAPPER.createObjectNode().put("status", reply.status());
        tree.set(HEADERS, Json.MAPPER.valueToTree(reply.headers()));
        return Json.text(tree.put(BODY, reply.body()));
    }

    static Reply reply(String content) {
        JsonNode tree = tree(content);
        return new Reply(tree.path("status").asInt(), headers(tree), body(tree));
    }

    private static Map<String, String> headers(JsonNode tree) {
        Map<String, String> headers = new TreeMap<>();
        tree.path(HEADERS)
                .properties()
                .forEach(it -> headers.put(it.getKey(), it.getValue().asText()));
        return headers;
    }

    private static byte[] body(JsonNode tree) {
        try {
            return tree.path(BODY).binaryValue();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static JsonNode tree(String content) {
        try {
            return Json.parse(content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static IllegalStateException broken(IOException e) {
        return new IllegalStateException("what is kept of a job cannot be read", e);
    }
}
