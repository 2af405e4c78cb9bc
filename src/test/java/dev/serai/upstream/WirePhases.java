package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import dev.serai.call.Target;
import dev.serai.files.Folder;
import dev.serai.provider.Provider;
import dev.serai.provider.Unsent;
import dev.serai.provider.UpstreamHeaders;
import dev.serai.stream.ChatChunks;
import dev.serai.stream.SseParser;
import dev.serai.transform.Dialect;
import dev.serai.transform.TransformFunctions;
import dev.serai.transform.Transforms;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import dev.serai.wire.OpenAiShape;
import dev.serai.wire.RequestScanner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the phase that a golden file is about, as the gateway would. */
final class WirePhases {

    private static final long CREATED = 1_700_000_000L;
    private static final Instant ERROR_CLOCK = Instant.parse("2026-11-21T00:00:00Z");

    private final AtomicInteger ids = new AtomicInteger();
    private final Transforms transforms = new Transforms(
            Folder.read(Path.of("transforms"), "transforms", ".jslt"),
            new TransformFunctions(() -> "gen_" + ids.incrementAndGet()));

    JsonNode run(WireFixtures.Case it) throws IOException {
        ids.set(0);
        Provider provider = WireFixtures.provider(it.provider());
        return switch (it.kind()) {
            case "request" -> request(it, provider);
            case "response" -> {
                JsonNode input = it.read("provider");
                Map<String, JsonNode> facts = facts(it, provider, CREATED);
                JsonNode answer = dialect(provider)
                        .response(it.operation())
                        .map(t -> Transforms.apply(t, facts, input))
                        .orElse(input);
                yield it.operation().equals("chat") ? OpenAiShape.completion((ObjectNode) answer) : answer;
            }
            case "stream" -> stream(it, provider);
            default -> error(it, provider);
        };
    }

    private JsonNode request(WireFixtures.Case it, Provider provider) throws IOException {
        Unsent unsent = new Unsent();
        JsonNode sent = request(it, provider, unsent);
        Path told = it.file("dropped");
        if (Files.exists(told)) {
            assertThat(unsent.names())
                    .as("x-serai-dropped-params")
                    .containsExactlyInAnyOrderElementsOf(
                            Json.MAPPER.readerForListOf(String.class).readValue(told.toFile()));
        }
        return sent;
    }

    private JsonNode request(WireFixtures.Case it, Provider provider, Unsent unsent) throws IOException {
        byte[] client = Files.readAllBytes(it.file("openai"));
        ApiRequest asked = RequestScanner.scan(it.operation(), client);
        RequestEdits.apply(asked.members(), asked, provider, asked.model(), Memory.UNCOUNTED)
                .names()
                .forEach(unsent::add);
        ObjectNode edited = asked.members().tree();
        Map<String, JsonNode> facts = facts(it, provider, CREATED);
        return dialect(provider)
                .request(it.operation())
                .map(t -> SentTree.of(provider, asked, t, facts, edited, unsent))
                .orElse(edited);
    }

    private JsonNode stream(WireFixtures.Case it, Provider provider) throws IOException {
        Expression fold = dialect(provider).stream(it.operation()).orElseThrow();
        Map<String, JsonNode> facts = facts(it, provider, CREATED);
        boolean usage = !it.name().endsWith("_nousage");
        ChatChunks chunks = new ChatChunks(new ChatChunks.Wish(false, usage), "chatcmpl-1", it.model(), CREATED);
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
        return WireFixtures.events(chunks.take());
    }

    private JsonNode error(WireFixtures.Case it, Provider provider) throws IOException {
        JsonNode upstream = it.read("provider");
        Map<String, String> headers = new TreeMap<>();
        upstream.path("headers")
                .properties()
                .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
        Expression error = dialect(provider).error();
        ObjectNode answer =
                (ObjectNode) Transforms.apply(error, facts(it, provider, ERROR_CLOCK.getEpochSecond()), upstream);
        ObjectNode all = UpstreamHeaders.json(UpstreamHeaders.forCaller(headers, provider.rateLimits(), ERROR_CLOCK));
        if (answer.has("headers")) {
            all.setAll((ObjectNode) answer.get("headers"));
        }
        answer.set("headers", all);
        OpenAiShape.error((ObjectNode) answer.get("body"));
        return answer;
    }

    Dialect dialect(Provider provider) {
        return Dialect.of(transforms, provider.name(), provider.parameter("dialect"));
    }

    static Map<String, JsonNode> facts(WireFixtures.Case it, Provider provider, long now) throws IOException {
        Map<String, JsonNode> facts = new HashMap<>();
        String model = it.model();
        facts.put("target", Target.facts(provider.name(), model, provider.settings(model)));
        facts.put(
                "request",
                Json.MAPPER
                        .createObjectNode()
                        .put("model", model)
                        .put("stream", it.kind().equals("stream"))
                        .put("continues", it.name().startsWith("continued"))
                        .put("encoding_format", "float"));
        Path headers = it.headers();
        facts.put(
                "headers",
                Files.exists(headers) ? Json.parse(Files.readAllBytes(headers)) : Json.MAPPER.createObjectNode());
        facts.put("now", LongNode.valueOf(now));
        facts.put("state", Json.MAPPER.createObjectNode());
        return facts;
    }
}
