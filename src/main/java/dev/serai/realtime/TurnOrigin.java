package dev.serai.realtime;

import dev.serai.call.Trace;
import dev.serai.traces.Origin;
import java.util.List;

/** A response of a session, for its trace: a part of the session's. */
record TurnOrigin(Opening opening) implements Origin {

    /** Where sessions are asked for. */
    static final String PATH = "/v1/realtime";

    @Override
    public String route() {
        return PATH;
    }

    @Override
    public Trace within() {
        return opening.trace();
    }

    @Override
    public List<String> headers(String name) {
        for (var header : opening.headers().entrySet()) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return List.of(String.valueOf(header.getValue()));
            }
        }
        return List.of();
    }
}
