package dev.serai.cache;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;

/** Prompts that mean nearly the same: {@code openai} makes vectors of them, and {@code mistral} where it fails. */
abstract class SemanticGateway extends CachingGateway {

    static final String FIRST = "How do I reset my password?";
    static final String SECOND = "How can I reset my password?";

    /** Texts with this in them are far from all others. */
    static final String FAR = "far";

    @BeforeEach
    void nearUnlessFar() {
        embeddings(text -> text.contains(FAR) ? 0 : text.length() % 2 == 0 ? 1 : 0.9712);
    }

    /** Vectors whose similarity to one of length 1 on the first axis is this. */
    static void embeddings(ToDoubleFunction<String> cosine) {
        UPSTREAM.answer(request -> asksVectors(request) ? Script.json(200, vectors(request, cosine)) : next(request));
    }

    static boolean asksVectors(Received request) {
        return request.path().endsWith("/embeddings");
    }

    static String vectors(Received request, ToDoubleFunction<String> cosine) {
        List<String> data = new ArrayList<>();
        for (JsonNode text : inputs(request)) {
            double x = cosine.applyAsDouble(text.asText());
            data.add("{\"object\":\"embedding\",\"index\":%d,\"embedding\":[%s,%s,0.0]}"
                    .formatted(data.size(), 3 * x, 3 * Math.sqrt(1 - x * x)));
        }
        return embedded(String.join(",", data));
    }

    static String embedded(String data) {
        return "{\"object\":\"list\",\"model\":\"m\",\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7},\"data\":["
                + data + "]}";
    }

    static JsonNode inputs(Received request) {
        try {
            return Json.parse(request.body()).path("input");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static List<Received> asked(boolean vectors) {
        return UPSTREAM.received().stream()
                .filter(it -> asksVectors(it) == vectors)
                .toList();
    }

    static String similarity(HttpResponse<?> response) {
        return response.headers().firstValue("x-serai-cache-similarity").orElse("none");
    }
}
