package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What one provider sends, and what the client must get of it: golden files of the provider's folder, else of its
 * dialect's, else, for those that speak OpenAI's format, the files in {@code contract/}, whose two sides are the same.
 */
record ProviderContractPayload(String sent, String expected) {

    private static final Path DEFAULTS = Path.of("src/test/resources/contract");

    /**
     * Finds the golden files of one kind.
     *
     * @param kind {@code response}, {@code stream} or {@code error}
     * @param cases names of the case, the first that exists counts
     */
    static ProviderContractPayload of(String provider, String kind, String... cases) throws IOException {
        String dialect = WireFixtures.provider(provider).parameter("dialect");
        String suffix = kind.equals("stream") ? ".sse" : ".json";
        for (String folder : List.of(provider, dialect)) {
            for (String name : cases) {
                Path file = WireFixtures.ROOT.resolve(folder).resolve(name + "." + kind);
                if (Files.exists(Path.of(file + ".provider" + suffix))) {
                    return new ProviderContractPayload(
                            Files.readString(Path.of(file + ".provider" + suffix)),
                            Files.readString(Path.of(file + ".openai" + suffix)));
                }
            }
        }
        assertThat(kind.equals("error") || isOpenAis(dialect))
                .as(
                        "%s has a dialect of its own: %s/%s/%s.%s.provider%s must show it",
                        provider, WireFixtures.ROOT, provider, cases[0], kind, suffix)
                .isTrue();
        String both = Files.readString(DEFAULTS.resolve(cases[0] + "." + kind + ".openai" + suffix));
        return new ProviderContractPayload(both, both);
    }

    /** Whether answers are in OpenAI's format, which a transform may mend. */
    static boolean isOpenAis(String dialect) {
        return dialect.matches("(.* )?openai(-compatible)?");
    }

    /** A chat completion that calls tools. */
    static ProviderContractPayload tools(String provider, String kind) throws IOException {
        return of(provider, kind, "tools", "tools_parallel", "parallel_tool_calls");
    }

    /** The model that the client's side names. */
    String model() throws IOException {
        return expected.startsWith("data:")
                ? events(expected).get(0).path("model").asText()
                : tree().path("model").asText();
    }

    /** The client's side of a whole answer. */
    JsonNode tree() throws IOException {
        return Json.MAPPER.readTree(expected);
    }

    /** The client's side of a stream that was asked for its usage. */
    List<JsonNode> chunks() throws IOException {
        return events(expected);
    }

    /** Upstream events from the first to the middle one. */
    String firstHalf() {
        List<String> events = List.of(sent.strip().split("\\R\\R", -1));
        return String.join("\n\n", events.subList(0, events.size() / 2)) + "\n\n";
    }

    /** The data of a stream's events, {@code [DONE]} as text. Comments are nothing to a client. */
    static List<JsonNode> events(String stream) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : stream.split("\n", -1)) {
            if (line.equals("data: [DONE]")) {
                events.add(TextNode.valueOf("[DONE]"));
            } else if (line.startsWith("data: ")) {
                events.add(Json.parse(line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8)));
            }
        }
        return events;
    }

    /** Compares JSON but for what the gateway makes up: the moment of creation, and ids of answers and calls without one. */
    static void assertSame(JsonNode expected, JsonNode actual) throws IOException {
        assertThat(WireFixtures.same(comparable(expected), comparable(actual)))
                .as("expected %s%nbut was %s", expected.toPrettyString(), actual.toPrettyString())
                .isTrue();
    }

    private static JsonNode comparable(JsonNode tree) throws IOException {
        return Json.MAPPER.readTree(tree.toString()
                .replaceAll("\"created\":\\d+", "\"created\":0")
                .replaceAll("chatcmpl-(1|gen_1|[0-9a-f]{32})\"", "chatcmpl-gen\"")
                .replaceAll("call_(gen_\\d+|[0-9a-f]{32})", "call_gen"));
    }
}
