package dev.serai.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.LongNode;
import com.schibsted.spt.data.jslt.Expression;
import dev.serai.call.Target;
import dev.serai.models.ModelIndex;
import dev.serai.provider.Provider;
import dev.serai.stream.SseParser;
import dev.serai.transform.Transforms;
import dev.serai.wire.Json;
import dev.serai.wire.Spelling;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Applies one file to JSON. Several values, or the events of a stream, go through one after the other with their state. */
record NamedRun(ModelIndex models, TransformOptions options) {

    void run(byte[] input, PrintStream out) throws IOException {
        Expression transform = models.transforms()
                .find(options.name())
                .orElseThrow(() -> new IllegalArgumentException("There is no transforms/" + options.name() + ".jslt"
                        + Spelling.meant(options.name(), models.transforms().names())
                                .map(it -> ": did you mean " + it + "?")
                                .orElse("")));
        Map<String, JsonNode> facts = facts();
        for (JsonNode value : values(input)) {
            JsonNode result = Transforms.apply(transform, facts, value);
            out.println(result.toPrettyString());
            if (result.has("state")) {
                facts.put("state", result.get("state"));
            }
        }
    }

    private Map<String, JsonNode> facts() {
        Map<String, JsonNode> facts = new HashMap<>();
        facts.put(
                "target",
                Target.facts(
                        options.folder(),
                        options.model(),
                        models.provider(options.folder())
                                .map((Provider it) -> it.settings(options.model()))
                                .orElseGet(Json.MAPPER::createObjectNode)));
        facts.put("request", options.json("--request"));
        facts.put("headers", options.json("--headers"));
        facts.put("now", LongNode.valueOf(Instant.now().getEpochSecond()));
        facts.put("state", options.json("--state"));
        return facts;
    }

    /** JSON values one after the other, or the data of server-sent events. */
    static List<JsonNode> values(byte[] input) throws IOException {
        List<JsonNode> values = new ArrayList<>();
        if (isEvents(input)) {
            SseParser events = new SseParser(new ByteArrayInputStream(input));
            for (SseParser.Event event = events.next(); event != null; event = events.next()) {
                if (!event.isData("[DONE]")) {
                    values.add(Json.parse(event.data()));
                }
            }
            return values;
        }
        try (MappingIterator<JsonNode> all =
                Json.MAPPER.readerFor(JsonNode.class).readValues(input)) {
            return all.readAll();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The input is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Whether it begins as server-sent events do. */
    static boolean isEvents(byte[] input) {
        String start = new String(input, 0, Math.min(input.length, 16), StandardCharsets.UTF_8).stripLeading();
        return start.startsWith("data:") || start.startsWith("event:") || start.startsWith(":");
    }
}
