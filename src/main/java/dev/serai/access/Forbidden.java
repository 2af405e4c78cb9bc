package dev.serai.access;

import dev.serai.wire.ApiException;

/** 403, for policies that refuse in a route file: {@code throwException} with this type and a message. */
public final class Forbidden extends ApiException {

    private static final long serialVersionUID = 1L;

    public Forbidden(String message) {
        super(403, "permission_error", "forbidden", null, message);
    }
}
