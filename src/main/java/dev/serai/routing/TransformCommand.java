package dev.serai.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.call.Target;
import dev.serai.cli.Command;
import dev.serai.files.GenerationFolders;
import dev.serai.files.InvalidFilesException;
import dev.serai.stream.SseParser;
import dev.serai.transform.Transforms;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * {@code transform <name>}: runs one transform over JSON from standard input, the way to write a provider. Several
 * values, or the events of a captured stream, go through one after the other with their state.
 */
@Component
class TransformCommand implements Command {

    private final GenerationLoader loader;
    private final GenerationFolders folders;

    TransformCommand(GenerationLoader loader, GenerationFolders folders) {
        this.loader = loader;
        this.folders = folders;
    }

    @Override
    public String usage() {
        return "transform <provider>/<operation>/<phase> [--model <model>] [--request <JSON>] [--headers <JSON>] [--state <JSON>] < input";
    }

    @Override
    public int run(List<String> arguments, InputStream in, PrintStream out) throws IOException {
        if (arguments.isEmpty() || arguments.size() % 2 == 0) {
            throw new IllegalArgumentException("Name one transform");
        }
        String name = arguments.get(0);
        Map<String, String> options = options(arguments.subList(1, arguments.size()));
        GenerationFolders.Reading reading = folders.read();
        if (reading.files() == null) {
            throw new IllegalArgumentException(reading.unreadable().toString());
        }
        try {
            Generation generation = loader.load(0, reading.files(), "transform");
            try {
                fold(transform(generation, name), facts(generation, name, options), in.readAllBytes(), out);
                return 0;
            } finally {
                generation.stop();
            }
        } catch (InvalidFilesException | ApiException | JsltException e) {
            out.println(e.getMessage());
            return 1;
        }
    }

    private static Map<String, String> options(List<String> words) {
        Map<String, String> options =
                new HashMap<>(Map.of("--model", "model", "--request", "{}", "--headers", "{}", "--state", "{}"));
        for (int i = 0; i < words.size(); i += 2) {
            if (options.replace(words.get(i), words.get(i + 1)) == null) {
                throw new IllegalArgumentException("There is no option " + words.get(i));
            }
        }
        return options;
    }

    private static Expression transform(Generation generation, String name) {
        return generation
                .models()
                .transforms()
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no transforms/" + name + ".jslt"));
    }

    /** What the gateway would give it: the settings of the model are those of the provider of the transform's name. */
    private static Map<String, JsonNode> facts(Generation generation, String name, Map<String, String> options) {
        String provider = name.substring(0, Math.max(0, name.indexOf('/')));
        String model = options.get("--model");
        ObjectNode settings = generation
                .models()
                .provider(provider)
                .map(it -> it.settings(model))
                .orElseGet(Json.MAPPER::createObjectNode);
        Map<String, JsonNode> facts = new HashMap<>();
        facts.put("target", Target.facts(provider, model, settings));
        facts.put("request", json("--request", options));
        facts.put("headers", json("--headers", options));
        facts.put("now", LongNode.valueOf(Instant.now().getEpochSecond()));
        facts.put("state", json("--state", options));
        return facts;
    }

    private static JsonNode json(String option, Map<String, String> options) {
        try {
            return Json.parse(options.get(option).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(option + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void fold(Expression transform, Map<String, JsonNode> facts, byte[] input, PrintStream out)
            throws IOException {
        for (JsonNode value : values(input)) {
            JsonNode result = Transforms.apply(transform, facts, value);
            out.println(result.toPrettyString());
            if (result.has("state")) {
                facts.put("state", result.get("state"));
            }
        }
    }

    /** JSON values one after the other, or the data of server-sent events. */
    private static List<JsonNode> values(byte[] input) throws IOException {
        List<JsonNode> values = new ArrayList<>();
        String start = new String(input, 0, Math.min(input.length, 16), StandardCharsets.UTF_8).stripLeading();
        if (start.startsWith("data:") || start.startsWith("event:") || start.startsWith(":")) {
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
}
