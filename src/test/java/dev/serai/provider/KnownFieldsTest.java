package dev.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.call.Target;
import dev.serai.files.Folder;
import dev.serai.transform.TransformFunctions;
import dev.serai.transform.Transforms;
import dev.serai.upstream.WireFixtures;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fields that a provider file says its transform knows are those that the transform reads: whatever word stands in the
 * transforms is tried as a field, with values of every kind.
 */
class KnownFieldsTest {

    private static final Pattern WORD = Pattern.compile("[a-z][A-Za-z_]*");
    private static final List<String> VALUES = List.of(
            "1",
            "0.5",
            "2",
            "true",
            "false",
            "\"x\"",
            "\"low\"",
            "\"none\"",
            "\"required\"",
            "\"default\"",
            "[\"x\"]",
            "{\"type\":\"json_object\"}",
            "{\"name\":\"f\"}",
            "{\"user_id\":\"u\"}",
            "[{\"name\":\"f\",\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}}]",
            "[{\"type\":\"function\",\"function\":{\"name\":\"g\"}}]");
    private static final List<String> BASES = List.of(
            "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
            "{\"model\":\"%s\",\"logprobs\":true,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

    private static final List<String> EMBEDDINGS = List.of("{\"model\":\"%s\",\"input\":[\"Hi\"]}");

    private static final Folder FILES = Folder.read(Path.of("transforms"), "transforms", ".jslt");
    private static final Transforms TRANSFORMS = new Transforms(FILES, new TransformFunctions(() -> "id"));

    /** The provider of a transform, with a model that takes as much as any. */
    record Known(String provider, String model, String operation) {

        List<String> bases() {
            return operation.equals("embeddings") ? EMBEDDINGS : BASES;
        }

        /** What the file names that the transform need not read. */
        Set<String> gatewaysOwn() {
            if (operation.equals("embeddings")) {
                return Set.of("encoding_format"); // its form of the answer
            }
            return provider.equals("gemini")
                    ? Set.of("stream_options", "stream", "model") // said in the address
                    : Set.of("stream_options");
        }
    }

    static Stream<Known> providers() {
        return Stream.of(
                new Known("anthropic", "claude-opus-4-6", "chat"),
                new Known("gemini", "gemini-2.5-flash", "chat"),
                new Known("cohere", "command-a-03-2025", "chat"),
                new Known("gemini", "gemini-embedding-001", "embeddings"),
                new Known("cohere", "embed-v4.0", "embeddings"));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void knownFields_areThoseThatTheTransformReads(Known it) throws IOException {
        Provider provider = WireFixtures.provider(it.provider);
        Set<String> read = new TreeSet<>();
        for (String word : words()) {
            if (changesSomething(word, provider, it)) {
                read.add(word);
            }
        }
        Set<String> known = new TreeSet<>();
        for (String name : provider.parameter(it.operation + "Fields").split("\\s+", -1)) {
            known.add(name.split("\\.", -1)[0]);
        }
        known.removeAll(it.gatewaysOwn());
        assertThat(read).isEqualTo(known);
    }

    private static Set<String> words() {
        Set<String> words = new TreeSet<>();
        FILES.files().forEach((path, content) -> {
            for (Matcher word = WORD.matcher(new String(content, StandardCharsets.UTF_8)); word.find(); ) {
                words.add(word.group());
            }
        });
        return words;
    }

    private static boolean changesSomething(String field, Provider provider, Known it) throws IOException {
        for (String base : it.bases()) {
            ObjectNode request =
                    (ObjectNode) Json.parse(base.formatted(it.model).getBytes(StandardCharsets.UTF_8));
            JsonNode without = sent(request, provider, it);
            if (request.has(field) && !without.equals(sent(request.deepCopy().without(List.of(field)), provider, it))) {
                return true;
            }
            for (String value : VALUES) {
                ObjectNode with = request.deepCopy();
                with.set(field, Json.parse(value.getBytes(StandardCharsets.UTF_8)));
                if (!without.equals(sent(with, provider, it))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What would be sent, or text where the value is refused: who refuses it has read it. */
    private static JsonNode sent(ObjectNode request, Provider provider, Known it) {
        Expression transform = TRANSFORMS
                .find(provider.name() + "/" + it.operation + "/request")
                .orElseThrow();
        Map<String, JsonNode> facts = new HashMap<>();
        facts.put("target", Target.facts(provider.name(), it.model, provider.settings(it.model)));
        facts.put("request", Json.MAPPER.createObjectNode());
        facts.put("headers", Json.MAPPER.createObjectNode());
        facts.put("now", LongNode.valueOf(0));
        facts.put("state", Json.MAPPER.createObjectNode());
        try {
            JsonNode sent = Transforms.apply(transform, facts, request);
            return ((ObjectNode) sent).without(List.of("x-serai-dropped-params"));
        } catch (ApiException | JsltException e) {
            return Json.MAPPER.createObjectNode();
        }
    }
}
