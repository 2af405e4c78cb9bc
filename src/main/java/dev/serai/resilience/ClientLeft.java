package dev.serai.resilience;

import dev.serai.wire.ApiException;

/**
 * The client left, and so the call ends: no failure of the provider's, and nothing that another try would better. Nobody
 * reads it; it is on record as 499.
 */
public final class ClientLeft extends ApiException {

    private static final long serialVersionUID = 1L;

    public ClientLeft() {
        super(499, "invalid_request_error", "client_left", null, "The client closed its connection");
    }
}
