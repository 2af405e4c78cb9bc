package dev.serai.realtime;

import dev.serai.http.ErrorAnswer;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;

/** What a client of a session is told of a failure: an event, as the API has it. */
final class RealtimeErrors {

    private RealtimeErrors() {}

    static ApiException of(Throwable thrown) {
        return ErrorAnswer.error(thrown);
    }

    static String event(ApiException error) {
        var event = Json.MAPPER.createObjectNode().put("type", "error");
        event.set("error", error.body().get("error"));
        return event.toString();
    }
}
