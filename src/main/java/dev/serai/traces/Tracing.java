package dev.serai.traces;

import dev.serai.call.Call;
import dev.serai.usage.EndedRequest;

/** The traces of requests, where there is somebody to send them to. */
public abstract class Tracing implements AutoCloseable {

    /** Nobody is told of anything. */
    public static final Tracing OFF = new Tracing() {
        @Override
        public void begin(Call call, Origin origin) {}

        @Override
        void ended(EndedRequest request) {}

        @Override
        public void close() {}
    };

    Tracing() {}

    /** Gives a call its trace: the caller's, or one of its own. */
    public abstract void begin(Call call, Origin origin);

    /** Sends the spans of a request that was sampled. */
    abstract void ended(EndedRequest request);

    @Override
    public abstract void close();
}
