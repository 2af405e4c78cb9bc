package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.stream.SseParser;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Drives a simulator in tests; single quotes in requests stand for double ones. */
final class Upstream {

    static final long NOW = 1_800_000_000;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);

    private final Simulator simulator;

    Upstream(Duration firstTokenDelay, Duration responseTimeout, double tokensPerSecond) {
        simulator = new Simulator(CLOCK, firstTokenDelay, responseTimeout, tokensPerSecond);
    }

    /** As fast as possible. */
    static Upstream fast() {
        return new Upstream(Duration.ofMillis(300), Duration.ofMillis(100), 0);
    }

    static JsonNode json(String text) {
        return parse(text.replace('\'', '"'));
    }

    static JsonNode parse(String text) {
        try {
            return Json.parse(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** A chat request of one user message. */
    static String chat(String model, String said, String more) {
        return "{'model':'" + model + "','messages':[{'role':'user','content':'" + said + "'}]" + more + "}";
    }

    Reply reply(String operation, String request) throws IOException {
        return simulator.reply(operation, json(request));
    }

    /** The body of an answer. */
    String text(String operation, String request) throws IOException {
        return new String(reply(operation, request).body().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The body of a whole answer. */
    JsonNode whole(String operation, String request) throws IOException {
        return parse(text(operation, request));
    }

    /** The data of a stream's events until it ends or breaks; a break is the last one, as its message. */
    List<String> events(String operation, String request) throws IOException {
        SseParser parser = new SseParser(reply(operation, request).body());
        List<String> events = new ArrayList<>();
        try {
            for (SseParser.Event event = parser.next(); event != null; event = parser.next()) {
                events.add(new String(event.data(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            events.add(e.getMessage());
        }
        return events;
    }

    /** The chunks of a stream that ends with [DONE]. */
    List<JsonNode> chunks(String operation, String request) throws IOException {
        List<String> events = events(operation, request);
        if (!events.get(events.size() - 1).equals("[DONE]")) {
            throw new AssertionError("no [DONE]: " + events);
        }
        return events.subList(0, events.size() - 1).stream()
                .map(Upstream::parse)
                .toList();
    }

    /** The texts of a stream, joined. */
    static String joined(List<JsonNode> chunks, String pointer) {
        StringBuilder text = new StringBuilder();
        chunks.forEach(chunk -> text.append(chunk.at(pointer).asText("")));
        return text.toString();
    }
}
