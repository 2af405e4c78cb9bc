package dev.serai.realtime;

import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Media;
import dev.serai.wire.Original;
import dev.serai.wire.RawObject;
import java.util.Map;

/**
 * That a session is asked for, in the words of its own API: there are no others.
 *
 * @param operation what providers call it that have such sessions
 * @param headers that came with it, names in lower case
 */
record SessionWish(String operation, String model, Map<String, String> headers) implements Original {

    /** Sessions of conversations. */
    static final String REALTIME = "realtime";

    /** Sessions in which nothing is said to what is heard. */
    static final String TRANSCRIPTION = "realtimeTranscription";

    /** It as a request like any other. */
    ApiRequest request() {
        return new ApiRequest(operation, members(), model, false, false, false, false, 0, Media.NONE, Map.of(), this);
    }

    @Override
    public RawObject members() {
        RawObject members = new RawObject();
        members.put("model", (Object) model);
        return members;
    }

    @Override
    public String header(String name) {
        return headers.get(name);
    }

    @Override
    public ApiRequest chat() {
        throw ApiException.badRequest("unsupported_operation", "model", "A session is no chat");
    }
}
