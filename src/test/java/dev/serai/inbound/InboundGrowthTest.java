package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.call.TransformFacts;
import dev.serai.files.Folder;
import dev.serai.inbound.InboundPairs.Pair;
import dev.serai.stream.ChunkEvents;
import dev.serai.stream.ClientStream;
import dev.serai.stream.PassedStream;
import dev.serai.stream.ProviderStream;
import dev.serai.stream.StreamFormat;
import dev.serai.support.Enlarged;
import dev.serai.support.Growth;
import dev.serai.transform.TransformFunctions;
import dev.serai.transform.Transforms;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The work of the transforms of clients' formats grows with what they are given, and no faster, whatever of it grows. */
class InboundGrowthTest {

    private static final int LARGE = 16_000;
    private static final int MANY = 2_000;
    private static final long SHORT_NANOS = 25_000_000;
    private static final double MOST = 3;

    /** As formats have it whose calls are told once, as a whole. */
    private static final ObjectNode WHOLE = Json.MAPPER
            .createObjectNode()
            .set("whole", Json.MAPPER.createArrayNode().add("call"));

    private static final Transforms TRANSFORMS = new Transforms(
            Folder.read(Path.of("transforms"), "transforms", ".jslt"), new TransformFunctions(() -> "gen"));

    static Stream<Pair> pairs() throws IOException {
        return Stream.concat(InboundPairs.of("messages", "anthropic"), InboundPairs.of("generate", "google"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void work_growsWithTheSize(Pair pair) throws Exception {
        JsonNode input = pair.kind().equals("request")
                ? pair.json(pair.side())
                : pair.suffix().equals("sse") ? chunks(pair) : pair.json("provider");
        Set<String> seen = new HashSet<>();
        for (Enlarged.Place place : Enlarged.places(input)) {
            if (seen.add(place.kind())) {
                for (Enlarged.Way way : Enlarged.Way.of(place)) {
                    int each = way.repeats() ? 1 : LARGE / MANY;
                    assertGrowth(pair, place.path() + " " + way, size -> place.enlarged(way, each * size));
                }
            }
        }
        assertThat(seen).isNotEmpty();
    }

    private static JsonNode chunks(Pair pair) throws IOException {
        return Json.MAPPER.valueToTree(ChunkEvents.read(pair.text("provider").getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertGrowth(Pair pair, String what, IntFunction<JsonNode> enlarged) throws Exception {
        IntFunction<Growth.Work> work = size -> {
            JsonNode input = enlarged.apply(size);
            return () -> run(pair, input);
        };
        long took = Growth.once(work.apply(MANY));
        if (took > SHORT_NANOS) {
            assertThat(Growth.perDoubling(work, MANY / 8, 4 * MANY))
                    .as("%s: %s, %d ms for %d", pair, what, took / 1_000_000, MANY)
                    .isLessThan(MOST);
        }
    }

    private static void run(Pair pair, JsonNode input) throws IOException {
        ObjectNode none = Json.MAPPER.createObjectNode();
        ObjectNode asked = Json.MAPPER.createObjectNode().put("model", "m");
        Map<String, JsonNode> facts = TransformFacts.of(none, asked, Map.of());
        facts.put("state", WHOLE);
        try {
            switch (pair.kind()) {
                case "request" -> Json.bytes(Transforms.apply(transform(pair, "chat/request"), facts, input));
                case "response" -> Json.bytes(Transforms.apply(transform(pair, "chat/response"), facts, input));
                case "stream" -> stream(pair, input, facts);
                default -> Transforms.apply(transform(pair, "error"), facts, input);
            }
        } catch (ApiException | JsltException | UncheckedIOException e) {
            // refused, which is work as well
        }
    }

    private static void stream(Pair pair, JsonNode chunks, Map<String, JsonNode> facts) throws IOException {
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        for (JsonNode chunk : chunks) {
            events.writeBytes(ChunkEvents.write(Json.text(chunk)));
        }
        ProviderStream answer = new ProviderStream(
                new ByteArrayInputStream(events.toByteArray()),
                StreamFormat.EVENTS,
                new PassedStream(true, body -> body.path("error")),
                () -> {},
                Long.MAX_VALUE,
                Memory.UNCOUNTED);
        try (ClientStream stream = new ClientStream(answer, transform(pair, "chat/stream"), facts)) {
            stream.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static Expression transform(Pair pair, String name) {
        return TRANSFORMS.find(pair.folder() + "/" + name).orElseThrow();
    }
}
