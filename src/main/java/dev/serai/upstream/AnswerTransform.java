package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.call.Attempt;
import dev.serai.call.Call;
import dev.serai.transform.Transforms;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.MemoryShort;
import dev.serai.wire.OpenAiShape;
import dev.serai.wire.TextCount;
import java.io.UncheckedIOException;

/** Makes a provider's whole answer, which was parsed, OpenAI's, and notes what it used. */
final class AnswerTransform {

    private AnswerTransform() {}

    /** Bytes of JSON, or sound. */
    static Object apply(Call call, JsonNode answer) {
        return call.attempt().request().operation().equals("speech") ? spoken(call, answer) : json(call, answer);
    }

    private static TypedBytes spoken(Call call, JsonNode answer) {
        try {
            JsonNode openAi = openAi(call, answer);
            call.answered(Metering.of("speech", openAi), 0);
            return SpokenAnswer.of(openAi, call.attempt().memory());
        } catch (JsltException | IllegalArgumentException e) {
            call.answered(null, 0);
            throw UpstreamErrors.unreadable(call.target(), 200, "no sound");
        }
    }

    /** As the target's transform makes it OpenAI's. */
    private static JsonNode openAi(Call call, JsonNode answer) {
        JsonNode openAi = call.target()
                .dialect()
                .response(call.attempt().request().operation())
                .map(t -> Transforms.apply(t, call.attempt().facts(), answer))
                .orElse(answer);
        if (openAi.path("error").isObject()) {
            call.attempt().failsInside(answer);
            throw UpstreamErrors.inAnswer(call.target(), openAi);
        }
        return openAi;
    }

    /** An answer that is JSON for clients, too. */
    static byte[] json(Call call, JsonNode answer) {
        String operation = call.attempt().request().operation();
        try {
            JsonNode openAi = openAi(call, answer);
            boolean text = call.attempt().request().isText();
            JsonNode usage =
                    text || operation.equals("embeddings") ? openAi.get("usage") : Metering.of(operation, openAi);
            boolean counted = Attempt.isCounted(usage) || !text;
            call.answered(usage, counted ? 0 : new TextCount().add(openAi).bytes());
            // a copy: what a transform says as a constant is the same object every time
            ObjectNode finished = finish(call, operation, openAi.deepCopy());
            return JsonBytes.of(finished, call.attempt().memory());
        } catch (MemoryShort e) {
            throw e.ofAnswer();
        } catch (JsltException | ClassCastException | UncheckedIOException e) {
            call.answered(null, new TextCount().add(answer).bytes());
            throw UpstreamErrors.unreadable(call.target(), 200, "an answer of an unknown form");
        }
    }

    private static ObjectNode finish(Call call, String operation, ObjectNode answer) {
        switch (operation) {
            case "chat", "completions" -> OpenAiShape.completion(answer);
            case "embeddings" -> OpenAiShape.embeddings(answer, call.asked().base64Embeddings());
            case "rerank" ->
                RerankAnswer.finish(
                        answer, call.attempt().request(), call.attempt().memory());
            default -> {}
        }
        if (operation.equals(call.asked().operation())) {
            return answer;
        }
        return OpenAiShape.completion((ObjectNode) Transforms.apply(
                call.target()
                        .dialect()
                        .transforms()
                        .find("text-completion/response")
                        .orElseThrow(),
                call.attempt().facts(),
                answer));
    }
}
