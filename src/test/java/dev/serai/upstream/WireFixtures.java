package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.provider.ModelRules;
import dev.serai.provider.Provider;
import dev.serai.stream.SseParser;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{env:[A-Z_]+:?(.*?)}}");
    private static final Pattern NAME =
            Pattern.compile("(.+)\\.(request|response|stream|error)\\.provider\\.(json|sse)");

    /** One pair of files. */
    public record Case(String provider, String name, String kind, String suffix) {
        String operation() {
            for (String operation : List.of("embeddings", "completions", "models", "rerank", "moderations", "speech")) {
                if (name.startsWith(operation)) {
                    return operation;
                }
            }
            return name.startsWith("generations") ? "images" : "chat"; // which may have images in it
        }

        Path file(String side) {
            return ROOT.resolve(provider).resolve(name + "." + kind + "." + side + "." + suffix);
        }

        /** The headers of the answer, where they matter. */
        Path headers() {
            return ROOT.resolve(provider).resolve(name + "." + kind + ".headers.json");
        }

        /** A side as JSON, a stream as the list of its events. */
        JsonNode read(String side) throws IOException {
            byte[] bytes = Files.readAllBytes(file(side));
            return suffix.equals("json") ? Json.parse(bytes) : events(bytes);
        }

        /** The model that the caller's side names. */
        String model() throws IOException {
            if (kind.equals("error")) {
                return "m";
            }
            JsonNode side = read("openai");
            return (side.isArray() ? side.get(0) : side).path("model").asText("m");
        }
    }

    private final WirePhases phases = new WirePhases();

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
        return phases.run(it);
    }

    public JsonNode expected(Case it) throws IOException {
        return it.read(it.kind.equals("request") ? "provider" : "openai");
    }

    /** The data of a stream's events, {@code [DONE]} as text. */
    static JsonNode events(byte[] sse) throws IOException {
        var list = Json.MAPPER.createArrayNode();
        SseParser events = new SseParser(new ByteArrayInputStream(sse));
        for (SseParser.Event event = events.next(); event != null; event = events.next()) {
            list.add(event.isData("[DONE]") ? TextNode.valueOf("[DONE]") : Json.parse(event.data()));
        }
        return list;
    }

    /** The provider as its route file declares it, environment unset. */
    public static Provider provider(String name) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        Map<String, Object> file = yaml(Path.of("routes/providers/" + name + ".camel.yaml"), "templatedRoute");
        Map<String, Object> template =
                yaml(Path.of("routes/templates/" + file.get("routeTemplateRef") + ".camel.yaml"), "routeTemplate");
        list(template.get("parameters"))
                .forEach(p -> parameters.put((String) p.get("name"), text(p.get("defaultValue"))));
        list(file.get("parameters")).forEach(p -> parameters.put((String) p.get("name"), text(p.get("value"))));
        return new Provider(parameters, rules(parameters.getOrDefault("modelRules", ""), name));
    }

    private static ModelRules rules(String named, String provider) throws IOException {
        Path file = Path.of("routes/providers/" + (named.isEmpty() ? provider : named) + ".models.yaml");
        return Files.exists(file) ? ModelRules.parse(file.toString(), Files.readAllBytes(file)) : ModelRules.NONE;
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
            } catch (RuntimeException | IOException | AssertionError e) {
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
