package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import dev.serai.call.Attempt;
import dev.serai.provider.Provider;
import dev.serai.provider.Unsent;
import dev.serai.transform.Transforms;
import java.util.Map;

/** A request in its provider's own form, made by a transform; what it has no place for is noted for the caller. */
final class SentTree {

    /** The member by which a transform names what it had to leave out. */
    private static final String DROPPED = "x-serai-dropped-params";

    private SentTree() {}

    static JsonNode of(Attempt attempt, Expression transform, ObjectNode request) {
        return of(
                attempt.target().provider(),
                attempt.request().operation(),
                transform,
                attempt.facts(),
                request,
                attempt.unsent());
    }

    /** The question how many tokens a chat has, made of the chat in the provider's own form. */
    static JsonNode question(Attempt attempt, Expression transform, ObjectNode request) {
        JsonNode chat = attempt.target()
                .dialect()
                .request("chat")
                .map(it -> of(attempt, it, request))
                .orElse(request);
        return Transforms.apply(transform, attempt.facts(), chat);
    }

    static JsonNode of(
            Provider provider,
            String operation,
            Expression transform,
            Map<String, JsonNode> facts,
            ObjectNode request,
            Unsent unsent) {
        provider.fields().tellLost(request, operation, unsent);
        JsonNode sent = Transforms.apply(transform, facts, request);
        if (sent.has(DROPPED) && sent instanceof ObjectNode object) {
            object.remove(DROPPED).forEach(name -> unsent.add(name.asText()));
        }
        return sent;
    }
}
