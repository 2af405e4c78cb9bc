package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.call.Call;
import dev.serai.call.Target;
import dev.serai.log.Secrets;
import dev.serai.transform.Transforms;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.OpenAiShape;
import dev.serai.wire.TreeSize;
import java.nio.charset.StandardCharsets;

/** Whole answers in the words of a client's own format, which their provider speaks, too: read for what is on record. */
final class SaidAnswers {

    private SaidAnswers() {}

    /** The usage of one in OpenAI's form; null if it has none that can be read: then its text is counted. */
    static JsonNode usage(Call call, JsonNode said) {
        if (said == null) {
            return null;
        }
        try {
            return call.target()
                    .dialect()
                    .usage(call.attempt().request().operation())
                    .map(usage -> Transforms.apply(usage, call.attempt().facts(), said))
                    .orElse(null);
        } catch (JsltException e) {
            return null;
        }
    }

    /** Keeps the words of an error, unless they are about the gateway's own key. */
    static ApiException error(ApiException error, Target target, int status, byte[] body) {
        if (!UpstreamErrors.REFUSED_KEY.equals(error.code())
                && ErrorBody.json(body).isPresent()) {
            String text = shown(target, new String(body, StandardCharsets.UTF_8));
            error.said(new ApiException.Said(status, text.getBytes(StandardCharsets.UTF_8)));
        }
        return error;
    }

    /** A text of a provider's without keys. */
    static String shown(Target target, String text) {
        return Secrets.known().masked(Secrets.without(target.key(), text, "[key]"));
    }

    /** One in OpenAI's words, the chat completion or the vectors that it would have been. */
    static byte[] chat(Call call, byte[] said) {
        long size = TreeSize.of(said);
        String operation = call.attempt().request().embeds() ? "embeddings" : "chat";
        try {
            return LargeBodies.inTurn(size, () -> {
                call.attempt().memory().take(size);
                JsonNode answer = Transforms.apply(
                        call.target().dialect().response(operation).orElseThrow(),
                        call.attempt().facts(),
                        Json.parse(said));
                return JsonBytes.of(finished(call, answer.deepCopy()), call.memory());
            });
        } catch (JsonProcessingException | JsltException | ClassCastException e) {
            throw UpstreamErrors.unreadable(call.target(), 200, "an answer of an unknown form");
        }
    }

    private static ObjectNode finished(Call call, ObjectNode answer) {
        return call.attempt().request().embeds()
                ? OpenAiShape.embeddings(answer, false)
                : OpenAiShape.completion(answer);
    }
}
