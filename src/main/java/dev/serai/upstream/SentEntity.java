package dev.serai.upstream;

import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** A request body that knows its call, by which the HTTP client finds out what it works for. */
final class SentEntity extends HttpEntityWrapper {

    private final Call call;

    SentEntity(HttpEntity body, Call call) {
        super(body);
        this.call = call;
    }

    Call call() {
        return call;
    }
}
