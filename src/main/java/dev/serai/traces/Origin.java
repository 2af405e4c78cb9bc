package dev.serai.traces;

import dev.serai.call.Trace;
import java.util.List;

/** Where a request comes from, as far as its trace says so: asked only where requests are traced. */
public interface Origin {

    /** {@code POST}; empty where it did not come by HTTP, as all that such a request has. */
    default String method() {
        return "";
    }

    /** What serves it: the path of an inbound route, or the route that a background one calls. */
    String route();

    /** The path that was asked for. */
    default String path() {
        return "";
    }

    /** {@code http} or {@code https}. */
    default String scheme() {
        return "";
    }

    /** The address of who asks. */
    default String client() {
        return "";
    }

    /** The trace of the request that it is a part of; null where it is none, and its headers say whose it is. */
    default Trace within() {
        return null;
    }

    /** All values of a header; none where it was not sent. */
    List<String> headers(String name);
}
