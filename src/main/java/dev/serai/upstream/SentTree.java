package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import dev.serai.call.Attempt;
import dev.serai.provider.Address;
import dev.serai.provider.Provider;
import dev.serai.provider.Unsent;
import dev.serai.transform.Transforms;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import java.util.List;
import java.util.Map;

/** A request in its provider's own form, made by a transform; what it has no place for is noted for the caller. */
final class SentTree {

    /** The member by which a transform names what it had to leave out. */
    private static final String DROPPED = "x-serai-dropped-params";

    /** The member by which it hands something on to those of the answer. */
    private static final String STATE = "x-serai-state";

    private static final List<String> OURS = List.of(DROPPED, STATE);

    private SentTree() {}

    static JsonNode of(Attempt attempt, Expression transform, ObjectNode request) {
        Map<String, JsonNode> facts = attempt.facts();
        JsonNode sent = of(attempt.target().provider(), attempt.request(), transform, facts, request, attempt.unsent());
        attempt.remembers(facts.get("state"));
        return sent;
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

    /** What the transform remembers for the answer is the fact {@code state} then. */
    static JsonNode of(
            Provider provider,
            ApiRequest asked,
            Expression transform,
            Map<String, JsonNode> facts,
            ObjectNode request,
            Unsent unsent) {
        request.remove(OURS); // said by a caller: many transforms pass on what they do not know
        provider.fields().tellLost(request, asked.operation(), unsent);
        JsonNode sent = applied(transform, facts, request, asked);
        if (sent instanceof ObjectNode object) {
            if (object.has(DROPPED)) {
                object.remove(DROPPED).forEach(name -> unsent.add(name.asText()));
            }
            if (object.has(STATE)) {
                facts.put("state", object.remove(STATE));
            }
            provider.sentMembers().apply(object, Address.hasModel(provider, asked));
        }
        return sent;
    }

    /** What is refused of a chat that was made for it stands nowhere in what the client has said: no place is better then. */
    private static JsonNode applied(
            Expression transform, Map<String, JsonNode> facts, ObjectNode request, ApiRequest asked) {
        try {
            return Transforms.apply(transform, facts, request);
        } catch (ApiException e) {
            boolean said = asked.original() == null
                    || e.param() == null
                    || asked.original().members().get(e.param()) != null;
            throw said ? e : new ApiException(e.status(), e.type(), e.code(), null, e.getMessage());
        }
    }
}
