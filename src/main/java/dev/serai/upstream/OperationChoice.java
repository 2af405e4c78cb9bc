package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.breakers.Retryable;
import dev.serai.call.Call;
import dev.serai.call.Target;
import dev.serai.provider.Provider;
import dev.serai.transform.Transforms;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.Operations;
import dev.serai.wire.RawObject;
import java.util.Map;

/** Whether a provider can be asked a request, and in which of its operations. */
final class OperationChoice {

    private OperationChoice() {}

    /** Text completions become chats where a provider only chats. */
    static ApiRequest of(Target target, Call call) throws JsonProcessingException {
        ApiRequest request = call.attempt().request();
        Provider provider = target.provider();
        boolean serves = provider.serves(request.operation());
        if (!serves && Operations.isSession(request.operation())) {
            throw new Retryable( // another target of an alias may
                            400,
                            "invalid_request_error",
                            "unsupported_operation",
                            "The provider '" + provider.name() + "' has no realtime sessions"
                                    + (provider.serves("realtime") ? " of this kind" : ""))
                    .notAsked();
        }
        if (request.isAsSaid() || serves) {
            return request;
        }
        if (!request.operation().equals("completions") || !provider.serves("chat")) {
            throw ApiException.badRequest(
                    "unsupported_operation",
                    "model",
                    "The provider '" + provider.name() + "' does not serve " + request.operation());
        }
        long size = request.members().treeSize();
        return LargeBodies.inTurn(size, () -> asChat(target, call, request, size));
    }

    private static ApiRequest asChat(Target target, Call call, ApiRequest request, long size) {
        RawObject members = new RawObject();
        try (Memory.Share trees = call.memory().share()) {
            trees.take(size);
            JsonNode chat = Transforms.apply(
                    target.dialect()
                            .transforms()
                            .find("text-completion/request")
                            .orElseThrow(),
                    call.attempt().facts(),
                    request.members().tree());
            ApiRequest asChat = request.as("chat", members);
            call.attempts().beginOther(target, asChat, call.memory().share());
            Memory memory = call.attempt().memory();
            chat.properties()
                    .forEach(member ->
                            members.put(member.getKey(), RawObject.Slice.of(JsonBytes.of(member.getValue(), memory))));
            return asChat;
        }
    }

    static void requireCapable(Target target, ApiRequest request) {
        for (Map.Entry<String, String> need : request.needs().entrySet()) {
            if (!target.can(need.getKey())) {
                String place = need.getValue();
                throw ApiException.badRequest(
                        "unsupported_parameter",
                        place.isEmpty() ? null : place,
                        "The provider '" + target.provider().name() + "' does not support " + need.getKey()
                                + (place.isEmpty() ? "" : ", which '" + place + "' asks for"));
            }
        }
    }
}
