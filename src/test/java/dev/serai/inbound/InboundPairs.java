package dev.serai.inbound;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.stream.SseParser;
import dev.serai.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The golden files in {@code src/test/resources/inbound}: what a client of another format sends or must receive, beside what
 * the provider must receive or has sent ({@code provider}).
 */
final class InboundPairs {

    private static final Path ROOT = Path.of("src/test/resources/inbound");

    /** What answers without a question of their own are asked, by side. */
    private static final Map<String, String> QUESTIONS = Map.of("anthropic", """
        {"model":"some-model","max_tokens":1024,"messages":[{"role":"user","content":"Hi"}]}\
        """, "google", """
        {"contents":[{"role":"user","parts":[{"text":"Hi"}]}]}\
        """);

    /**
     * One pair of files.
     *
     * @param side the client's, in the files' names: {@code anthropic}
     */
    record Pair(String folder, String side, String name, String kind, String suffix) {

        private Path file(String which) {
            return ROOT.resolve(folder).resolve(name + "." + kind + "." + which + "." + suffix);
        }

        String text(String which) throws IOException {
            return Files.readString(file(which));
        }

        JsonNode json(String which) throws IOException {
            return Json.parse(Files.readAllBytes(file(which)));
        }

        /** The request that this answers, as the client sends it. */
        ObjectNode asked() throws IOException {
            Path own = ROOT.resolve(folder).resolve(name + ".request." + side + ".json");
            byte[] question = Files.exists(own)
                    ? Files.readAllBytes(own)
                    : QUESTIONS.get(side).getBytes(StandardCharsets.UTF_8);
            return (ObjectNode) Json.parse(question);
        }

        @Override
        public String toString() {
            return name + " " + kind;
        }
    }

    private InboundPairs() {}

    /** Those of a folder that have both sides. */
    static Stream<Pair> of(String folder, String side) throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            List<Pair> pairs = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("." + side + "."))
                    .sorted()
                    .map(name -> name.split("\\.", -1))
                    .map(parts -> new Pair(folder, side, parts[0], parts[1], parts[3]))
                    .filter(pair -> Files.exists(pair.file("provider")))
                    .toList();
            return pairs.stream();
        }
    }

    /** A stream's events, of which each is named by its type, if it has one; what the gateway adds in silence is left out. */
    static ArrayNode events(String stream) throws IOException {
        ArrayNode events = Json.MAPPER.createArrayNode();
        SseParser parser = new SseParser(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)));
        for (SseParser.Event event = parser.next(); event != null; event = parser.next()) {
            JsonNode data = Json.parse(event.data());
            if (!event.name().equals(data.path("type").asText())) {
                throw new AssertionError("the event " + event.name() + " has the data " + data);
            }
            if (!event.name().equals("ping")) {
                events.add(data);
            }
        }
        return events;
    }
}
