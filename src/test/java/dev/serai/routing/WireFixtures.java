package dev.serai.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.schibsted.spt.data.jslt.Expression;
import dev.serai.wire.ApiException;
import dev.serai.wire.ChatChunks;
import dev.serai.wire.Dialect;
import dev.serai.wire.Folder;
import dev.serai.wire.Json;
import dev.serai.wire.OpenAiShape;
import dev.serai.wire.RawObject;
import dev.serai.wire.SseParser;
import dev.serai.wire.TransformFunctions;
import dev.serai.wire.Transforms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * Runs the golden files in {@code src/test/resources/wire}: what the client sends or must receive ({@code openai})
 * beside what the provider must receive or has sent ({@code provider}).
 */
public final class WireFixtures {

    static final Path ROOT = Path.of("src/test/resources/wire");
    private static final long CREATED = 1_700_000_000L;
    private static final Instant ERROR_CLOCK = Instant.parse("2026-11-21T00:00:00Z");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{env:[A-Z_]+:?([^}]*)}}");
    private static final Pattern NAME = Pattern.compile("(.+)\\.(request|response|stream|error)\\.provider\\.(json|sse)");

    /** One pair of files. */
    public record Case(String provider, String name, String kind, String suffix) {
        String operation() {
            for (String operation : List.of("embeddings", "completions", "models")) {
                if (name.startsWith(operation)) {
                    return operation;
                }
            }
            return "chat";
        }

        Path file(String side) {
            return ROOT.resolve(provider).resolve(name + "." + kind + "." + side + "." + suffix);
        }
    }

    private final AtomicInteger ids = new AtomicInteger();
    private final Transforms transforms = new Transforms(
            Folder.read(Path.of("transforms"), "transforms", ".jslt"),
            new TransformFunctions(() -> "gen_" + ids.incrementAndGet()));

    public static Stream<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.sorted().toList()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    cases.add(new Case(
                            file.getParent().getFileName().toString(), name.group(1), name.group(2), name.group(3)));
                }
            }
        }
        return cases.stream();
    }

    /** What the transforms make of the case's input side, to be compared with {@link #expected}. */
    public JsonNode actual(Case it) throws IOException {
        ids.set(0);
        Provider provider = provider(it.provider);
        return switch (it.kind) {
            case "request" -> request(it, provider);
            case "response" -> {
                JsonNode input = Json.parse(Files.readAllBytes(it.file("provider")));
                Map<String, JsonNode> facts = facts(it, provider, CREATED);
                JsonNode answer = dialect(provider).response(it.operation())
                        .map(t -> Transforms.apply(t, facts, input))
                        .orElse(input);
                yield it.operation().equals("chat") ? OpenAiShape.completion((ObjectNode) answer) : answer;
            }
            case "stream" -> stream(it, provider);
            default -> error(it, provider);
        };
    }

    public JsonNode expected(Case it) throws IOException {
        byte[] bytes = Files.readAllBytes(it.file(it.kind.equals("request") ? "provider" : "openai"));
        return it.suffix.equals("json") ? Json.parse(bytes) : events(bytes);
    }

    private JsonNode request(Case it, Provider provider) throws IOException {
        JsonNode client = Json.parse(Files.readAllBytes(it.file("openai")));
        RawObject raw = new RawObject();
        client.properties().forEach(member -> raw.put(member.getKey(), member.getValue()));
        RequestEdits.apply(raw, provider, client.get("model").asText());
        JsonNode edited = raw.tree();
        Map<String, JsonNode> facts = facts(it, provider, CREATED);
        return dialect(provider).request(it.operation())
                .map(t -> Transforms.apply(t, facts, edited))
                .orElse(edited);
    }

    private JsonNode stream(Case it, Provider provider) throws IOException {
        Expression fold = dialect(provider).stream(it.operation()).orElseThrow();
        Map<String, JsonNode> facts = facts(it, provider, CREATED);
        boolean usage = !it.name.endsWith("_nousage");
        ChatChunks chunks = new ChatChunks(
                new ChatChunks.Wish(false, usage), "chatcmpl-1", model(it), CREATED);
        SseParser events = new SseParser(new ByteArrayInputStream(Files.readAllBytes(it.file("provider"))));
        for (SseParser.Event event = events.next(); event != null; event = events.next()) {
            if (event.isData("[DONE]")) {
                chunks.accept(Json.parse("[{\"end\":true}]".getBytes(StandardCharsets.UTF_8)));
            } else {
                JsonNode step = Transforms.apply(fold, facts, Json.parse(event.data()));
                if (step.has("state")) {
                    facts.put("state", step.get("state"));
                }
                chunks.accept(step.get("emit"));
            }
        }
        chunks.endOfStream();
        return events(chunks.take());
    }

    private JsonNode error(Case it, Provider provider) throws IOException {
        JsonNode upstream = Json.parse(Files.readAllBytes(it.file("provider")));
        Map<String, String> headers = new TreeMap<>();
        upstream.path("headers").properties().forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
        Expression error = dialect(provider).error();
        ObjectNode answer = (ObjectNode)
                Transforms.apply(error, facts(it, provider, ERROR_CLOCK.getEpochSecond()), upstream);
        ObjectNode all = UpstreamHeaders.json(
                UpstreamHeaders.forCaller(headers, provider.rateLimits(), ERROR_CLOCK));
        if (answer.has("headers")) {
            all.setAll((ObjectNode) answer.get("headers"));
        }
        answer.set("headers", all);
        OpenAiShape.error((ObjectNode) answer.get("body"));
        return answer;
    }

    private Dialect dialect(Provider provider) {
        return new Dialect(transforms, provider.name(), provider.parameter("dialect"));
    }

    private static Map<String, JsonNode> facts(Case it, Provider provider, long now) throws IOException {
        Map<String, JsonNode> facts = new HashMap<>();
        String model = model(it);
        facts.put("target", Json.MAPPER.createObjectNode()
                .put("provider", provider.name())
                .put("model", model)
                .set("settings", provider.settings(model)));
        facts.put("request", Json.MAPPER.createObjectNode()
                .put("model", model)
                .put("stream", it.kind.equals("stream"))
                .put("encoding_format", "float"));
        facts.put("now", LongNode.valueOf(now));
        facts.put("state", Json.MAPPER.createObjectNode());
        return facts;
    }

    /** The model that the caller's side names. */
    private static String model(Case it) throws IOException {
        if (it.kind.equals("error")) {
            return "m";
        }
        byte[] bytes = Files.readAllBytes(it.file("openai"));
        JsonNode side = it.suffix.equals("json") ? Json.parse(bytes) : events(bytes).get(0);
        return side.path("model").asText("m");
    }

    private static JsonNode events(byte[] sse) throws IOException {
        var list = Json.MAPPER.createArrayNode();
        SseParser events = new SseParser(new ByteArrayInputStream(sse));
        for (SseParser.Event event = events.next(); event != null; event = events.next()) {
            list.add(event.isData("[DONE]") ? TextNode.valueOf("[DONE]") : Json.parse(event.data()));
        }
        return list;
    }

    /** The provider as its route file declares it, environment unset. */
    static Provider provider(String name) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        Map<String, Object> file = yaml(Path.of("routes/providers/" + name + ".camel.yaml"), "templatedRoute");
        Map<String, Object> template = yaml(
                Path.of("routes/templates/" + file.get("routeTemplateRef") + ".camel.yaml"), "routeTemplate");
        list(template.get("parameters"))
                .forEach(p -> parameters.put((String) p.get("name"), text(p.get("defaultValue"))));
        list(file.get("parameters")).forEach(p -> parameters.put((String) p.get("name"), text(p.get("value"))));
        return new Provider(parameters);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> yaml(Path file, String element) throws IOException {
        List<Map<String, Object>> elements = new Yaml().load(Files.readString(file));
        return (Map<String, Object>) elements.get(0).get(element);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Object value) {
        return (List<Map<String, Object>>) value;
    }

    private static String text(Object value) {
        return value == null ? "" : PLACEHOLDER.matcher(value.toString()).replaceAll("$1");
    }

    /** {@code WireFixtures <provider> [case]} prints what differs: the quick way to write a transform. */
    public static void main(String[] args) throws IOException {
        WireFixtures fixtures = new WireFixtures();
        int failed = 0;
        List<Case> chosen = cases().filter(c -> c.provider.equals(args[0]))
                .filter(c -> args.length < 2 || c.name.equals(args[1]))
                .toList();
        for (Case it : chosen) {
            String problem;
            try {
                JsonNode expected = fixtures.expected(it);
                JsonNode actual = fixtures.actual(it);
                problem = same(expected, actual)
                        ? null
                        : "expected " + expected.toPrettyString() + "\nactual   " + actual.toPrettyString();
            } catch (ApiException e) {
                problem = "rejected: " + e.body();
            } catch (RuntimeException | IOException e) {
                problem = e.toString();
            }
            System.out.println((problem == null ? "ok   " : "FAIL ") + it + (problem == null ? "" : "\n" + problem));
            failed += problem == null ? 0 : 1;
        }
        System.out.println(failed + " of " + chosen.size() + " failed");
    }

    /** Equal as JSON: key order does not count, and 1 is 1.0. */
    public static boolean same(JsonNode a, JsonNode b) {
        return a.equals(
                (x, y) -> x.isNumber() && y.isNumber()
                        ? x.decimalValue().compareTo(y.decimalValue())
                        : x.equals(y) ? 0 : 1,
                b);
    }
}
